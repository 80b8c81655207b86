#!/usr/bin/env python3
"""clauses_can_fail_test.py TODOKE: each clause of clauses.py objects to an archive in which just what it asks for is broken."""
import pathlib
import sys
import tempfile

from archives import ROOT, Program

import clauses
from pdf_objects import Content, Pdf


def font(archive):
    return archive.fonts()[0]


def descendant(archive):
    return archive.pdf.resolve(font(archive)["/DescendantFonts"][0])


def descriptor(archive):
    return archive.pdf.resolve(descendant(archive)["/FontDescriptor"])


def intent(archive):
    return archive.pdf.resolve(archive.pdf.catalog["/OutputIntents"][0])


def field(archive):
    return archive.pdf.resolve(archive.pdf.catalog["/AcroForm"]["/Fields"][0])


def element(archive, kind):
    return archive.structure.of(kind)[0].dictionary


def metadata(archive):
    return archive.pdf.resolve(archive.pdf.catalog["/Metadata"])


def page(archive):
    return archive.pdf.resolve(archive.pdf.pages[0])


def attached(archive):
    return archive.pdf.resolve(archive.pdf.catalog["/AF"][0])


def replace(archive, old, new):
    archive.packet = archive.packet.replace(old, new)
    archive.xmp = clauses.xml.fromstring(archive.packet)


def add_content(archive, stream):
    archive.contents[0] = Content(archive.pdf.content(archive.pdf.pages[0]) + stream)


def set_bytes(archive, old, new):
    archive.pdf.bytes = archive.pdf.bytes.replace(old, new)


BREAKING = {
    "a_6_1_2": lambda a: set_bytes(a, b"%PDF-1.7\n%\xE2", b"%PDF-1.7\n% "),
    "a_6_1_3": lambda a: a.pdf.trailer.pop("/ID"),
    "a_6_1_7": lambda a: metadata(a).update({"/F": "u:elsewhere"}),
    "a_6_2_3": lambda a: a.pdf.catalog.pop("/OutputIntents"),
    "a_6_2_4_3": lambda a: page(a).update({"/Group": {"/CS": "/DeviceCMYK"}}),
    "a_6_2_8": lambda a: metadata(a).update({"/Subtype": "/Image", "/Interpolate": True}),
    "a_6_2_10": lambda a: page(a).update({"/Type": "/ExtGState"}),
    "a_6_2_11_4": lambda a: descriptor(a).pop("/FontFile2"),
    "a_6_2_11_7": lambda a: font(a).pop("/ToUnicode"),
    "a_6_2_11_8": lambda a: add_content(a, b"/P<</MCID 0>>BDC BT [<00120000>]TJ ET EMC"),
    "a_6_3": lambda a: field(a).update({"/F": 2}),
    "a_6_4": lambda a: a.pdf.catalog["/AcroForm"].update({"/NeedAppearances": True}),
    "a_6_5": lambda a: a.pdf.catalog.update({"/OpenAction": "1 0 R"}),
    "a_6_6_2_1": lambda a: metadata(a).update({"/Filter": "/FlateDecode"}),
    "a_6_6_2_3": lambda a: replace(a, "pdfua/ns/id/<", "pdfua/ns/<"),
    "a_6_6_3": lambda a: a.pdf.get(a.pdf.trailer, "/Info").update({"/Title": "u:other"}),
    "a_6_6_4": lambda a: replace(a, "conformance>A<", "conformance>B<"),
    "a_6_7_2": lambda a: a.pdf.catalog.pop("/MarkInfo"),
    "a_6_7_3_4": lambda a: setattr(a.structure.elements[1], "type", "/Heading"),
    "a_6_7_4": lambda a: a.pdf.catalog.pop("/Lang"),
    "a_6_8": lambda a: attached(a).pop("/AFRelationship"),
    "ua_5": lambda a: replace(a, "<pdfuaid:part>1<", "<pdfuaid:part>2<"),
    "ua_7_1_content": lambda a: add_content(a, b"0 0 m 1 1 l S"),
    "ua_7_1_the_title": lambda a: a.pdf.catalog.update({"/ViewerPreferences": {}}),
    "ua_7_3": lambda a: element(a, "/Figure").pop("/Alt"),
    "ua_7_4_2": lambda a: setattr(a.structure.of("/H1")[0], "type", "/H2"),
    "ua_7_5": lambda a: element(a, "/TH").pop("/A"),
    "ua_7_8": lambda a: add_content(a, b"/Artifact<</Type /Pagination>>BDC EMC"),
    "ua_7_9": lambda a: element(a, "/Note").update({"/ID": "u:other"}),
    "ua_7_18_the": lambda a: field(a).pop("/TU"),
    "ua_7_18_3": lambda a: page(a).pop("/Tabs"),
    "pdf_14_7_4_4": lambda a: a.structure.of("/P")[0].content.pop(),
    "pdf_14_7_2": lambda a: element(a, "/P").update({"/P": "1 0 R"}),
    "pdf_14_8_2_5": lambda a: a.structure.of("/P")[0].content.reverse(),
}


def main():
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        pdf = Program(sys.argv[1], folder).archive(pathlib.Path(folder) / "a.pdf", "nisc_renraku", ROOT / "samples/nisc-fig5.json")
        for clause in clauses.CLAUSES:
            breaking = [broken for name, broken in BREAKING.items() if clause.__name__.startswith(f"{name}_")]
            if len(breaking) != 1:
                problems.append(f"{clause.__name__} is broken in {len(breaking)} ways")
                continue
            archive = clauses.Archive(Pdf(pdf), 3)
            if clause(archive):
                problems.append(f"{clause.__name__} objects to a good archive")
            breaking[0](archive)
            if not clause(archive):
                problems.append(f"{clause.__name__} does not object to a broken archive")
    print("\n".join(problems) or f"{len(clauses.CLAUSES)} clauses")
    return 1 if problems else 0


sys.exit(main())
