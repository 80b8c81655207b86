"""
The rules of PDF/A and PDF/UA that matter for what todoke writes, a function a clause. Each gives what is wrong, as texts.

    a_...    ISO 19005-3:2012 and, with the same numbers, ISO 19005-2:2011 (PDF/A)
    ua_...   ISO 14289-1:2014 (PDF/UA)
    pdf_...  ISO 32000-1:2008, which both build on
"""
import re
import xml.etree.ElementTree as xml

from pdf_objects import Content, text
from structure import Structure

DC, PDF, XMP = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/pdf/1.3/", "http://ns.adobe.com/xap/1.0/"
PDFA, PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

STANDARD = {"/" + name for name in "Document Sect Div H1 H2 P Note L LI Lbl LBody Table THead TBody TR TH TD Span Form Figure "
            "Caption".split()}


class Archive:
    """A PDF with what several clauses look at. `part`: 3, or 2 without attachments."""

    def __init__(self, pdf, part, date=None):
        self.pdf, self.part, self.date = pdf, part, date
        self.structure = Structure(pdf)
        self.contents = [Content(pdf.content(page)) for page in pdf.pages]
        packet = pdf.data(pdf.catalog["/Metadata"])
        self.packet = packet.decode()
        self.xmp = xml.fromstring(self.packet)

    def property(self, space, name):
        """The text of a metadata property, also of the first item of a list."""
        found = self.xmp.find(f".//{{{space}}}{name}")
        if found is None:
            return None
        item = found.find(f".//{{{RDF}}}li")
        return (found if item is None else item).text

    def fonts(self):
        return [self.pdf.resolve(name) for name in self.pdf.find("/Subtype", "/Type0")]


def when(condition, problem):
    return [problem] if condition else []


# --- PDF/A: the file

def a_6_1_2_the_header_has_a_comment_of_four_bytes_above_127(archive):
    return when(not re.match(rb"%PDF-1\.7\n%[\x80-\xFF]{4}\n", archive.pdf.bytes), "the header")


def a_6_1_3_the_trailer_has_an_id_and_no_encryption_and_nothing_follows(archive):
    trailer = archive.pdf.trailer
    return (when(len(trailer.get("/ID", [])) != 2, "no /ID") + when("/Encrypt" in trailer, "/Encrypt") +
            when(not re.search(rb"%%EOF\r?\n?$", archive.pdf.bytes), "bytes follow the end"))


def a_6_1_7_no_stream_is_elsewhere_or_coded_by_lzw(archive):
    found = []
    for name, value in archive.pdf.objects.items():
        keys = value.get("stream", {}).get("dict", {})
        found += when({"/F", "/FFilter", "/FDecodeParms"} & keys.keys(), f"{name}: a stream outside the file")
        found += when("LZW" in str(keys.get("/Filter")), f"{name}: LZW")
    return found


# --- PDF/A: colours, pictures, transparency

def a_6_2_3_the_output_intent_has_a_profile_of_rgb(archive):
    intents = archive.pdf.catalog.get("/OutputIntents", [])
    if len(intents) != 1:
        return ["not one output intent"]
    intent = archive.pdf.resolve(intents[0])
    profile = archive.pdf.data(intent["/DestOutputProfile"])
    return (when(intent["/S"] != "/GTS_PDFA1", "/S") + when("/OutputConditionIdentifier" not in intent, "no identifier") +
            when(archive.pdf.resolve(intent["/DestOutputProfile"])["/N"] != 3, "/N") +
            when(int.from_bytes(profile[:4], "big") != len(profile), "the profile's size") +
            when(profile[36:40] != b"acsp" or profile[12:16] != b"mntr" or profile[16:20] != b"RGB ", "the profile's header"))


def a_6_2_4_3_colours_are_those_of_the_output_intent(archive):
    return [f"{name}: CMYK" for name, value in archive.pdf.objects.items() if "DeviceCMYK" in str(value.get("value"))
            or "DeviceCMYK" in str(value.get("stream", {}).get("dict"))]


def a_6_2_8_pictures_have_no_alternates_and_no_interpolation(archive):
    pictures = [archive.pdf.resolve(name) for name in archive.pdf.find("/Subtype", "/Image")]
    return [f"{key} in a picture" for picture in pictures for key in ("/Alternates", "/OPI", "/Interpolate")
            if picture.get(key)]


def a_6_2_10_nothing_is_transparent(archive):
    return when(archive.pdf.find("/Type", "/ExtGState"), "a graphics state") + [
        "a soft mask" for name in archive.pdf.find("/Subtype", "/Image") if archive.pdf.resolve(name).get("/SMask")]


# --- PDF/A: fonts

def a_6_2_11_4_every_font_is_embedded(archive):
    found = []
    for font in archive.fonts():
        descendant = archive.pdf.resolve(font["/DescendantFonts"][0])
        descriptor = archive.pdf.resolve(descendant["/FontDescriptor"])
        is_glyf = descendant["/Subtype"] == "/CIDFontType2"
        found += when(not {"/FontFile2", "/FontFile3"} & descriptor.keys(), f"{font['/BaseFont']} is not embedded")
        found += when(is_glyf and descendant.get("/CIDToGIDMap") != "/Identity", f"{font['/BaseFont']}: no /CIDToGIDMap")
        found += when(not re.match(r"/[A-Z]{6}\+", descriptor["/FontName"]), f"{font['/BaseFont']}: no subset's name")
    return found


def a_6_2_11_7_every_code_that_is_shown_has_a_unicode_value(archive):
    found = []
    for font in archive.fonts():
        cmap = archive.pdf.data(font["/ToUnicode"]).decode("latin-1") if "/ToUnicode" in font else ""
        values = re.findall(r"^<[0-9A-F]{4}><([0-9A-F]+)>$", cmap, re.MULTILINE)
        found += when(not values, f"{font['/BaseFont']}: no /ToUnicode")
        found += [f"{font['/BaseFont']}: U+{value}" for value in values if value in ("0000", "FEFF", "FFFE")]
    return found


def a_6_2_11_8_the_glyph_notdef_is_not_shown(archive):
    return ["code 0000 is shown" for content in archive.contents for code in content.codes
            if "0000" in [code[i:i + 4] for i in range(0, len(code), 4)]]


# --- PDF/A: annotations, forms, actions

def a_6_3_annotations_are_printed_and_not_hidden_and_have_an_appearance(archive):
    found = []
    for page in archive.pdf.pages:
        for name in archive.pdf.resolve(page).get("/Annots", []):
            annotation = archive.pdf.resolve(name)
            found += when(annotation["/F"] & 0b100111 != 0b100, "flags")
            found += when("/AP" not in annotation, "no appearance")
            found += when(annotation["/Subtype"] != "/Widget", annotation["/Subtype"])
    return found


def a_6_4_the_form_has_the_field_for_a_signature_and_no_more(archive):
    form = archive.pdf.catalog["/AcroForm"]
    fields = [archive.pdf.resolve(name) for name in form["/Fields"]]
    return (when({"/XFA", "/NeedAppearances"} & form.keys(), "XFA or NeedAppearances") +
            when([field["/FT"] for field in fields] != ["/Sig"], "the fields") +
            when("/V" in fields[0], "it has been signed already"))


def a_6_5_no_actions(archive):
    return [f"{name}: an action" for name in archive.pdf.objects
            if isinstance(archive.pdf.resolve(name), dict) and
            {"/AA", "/OpenAction", "/JS"} & archive.pdf.resolve(name).keys()]


# --- PDF/A: metadata

def a_6_6_2_1_metadata_is_plain_xml(archive):
    stream = archive.pdf.resolve(archive.pdf.catalog["/Metadata"])
    return (when((stream["/Type"], stream["/Subtype"]) != ("/Metadata", "/XML"), "type") +
            when("/Filter" in stream, "compressed") + when(archive.packet.encode() not in archive.pdf.bytes, "not in plain sight"))


def a_6_6_2_3_properties_of_pdf_ua_are_described(archive):
    return when("<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/<" not in archive.packet, "no extension schema")


def a_6_6_3_the_information_dictionary_says_what_the_metadata_say(archive):
    info = archive.pdf.get(archive.pdf.trailer, "/Info")
    date = text(info.get("/CreationDate"))
    iso = date and re.sub(r"D:(....)(..)(..)(..)(..)(..)Z", r"\1-\2-\3T\4:\5:\6Z", date)
    return (when(text(info["/Title"]) != archive.property(DC, "title"), "title") +
            when(text(info["/Producer"]) != archive.property(PDF, "Producer"), "producer") +
            when(iso != archive.property(XMP, "CreateDate"), "date") +
            when(iso != archive.date, "not the date that was given"))


def a_6_6_4_the_file_says_which_part_and_level(archive):
    return (when(archive.property(PDFA, "part") != str(archive.part), "part") +
            when(archive.property(PDFA, "conformance") != "A", "conformance"))


# --- PDF/A level A, and PDF/UA: structure

def a_6_7_2_the_file_is_marked(archive):
    return when(archive.pdf.catalog.get("/MarkInfo") != {"/Marked": True}, "/MarkInfo")


def a_6_7_3_4_elements_are_of_standard_types(archive):
    return [f"type {element.type}" for element in archive.structure.elements if element.type not in STANDARD]


def a_6_7_4_the_language_is_known(archive):
    return when(text(archive.pdf.catalog.get("/Lang")) not in ("ja", "en"), "/Lang")


def a_6_8_embedded_files_are_named_typed_and_associated(archive):
    associated = archive.pdf.catalog.get("/AF", [])
    named = archive.pdf.get(archive.pdf.catalog, "/Names", "/EmbeddedFiles", "/Names") or []
    if archive.part == 2:
        return when(associated or named or archive.pdf.find("/Type", "/EmbeddedFile"), "attachments in PDF/A-2")
    found = when(sorted(named[1::2]) != sorted(associated) or not associated, "/AF and the names differ")
    for name in associated:
        file = archive.pdf.resolve(name)
        stream = archive.pdf.resolve(file["/EF"]["/F"])
        found += when(not text(file["/F"]) or text(file["/F"]) != text(file["/UF"]), "/F and /UF")
        found += when(file.get("/AFRelationship") not in ("/Source", "/Data", "/Supplement"), "/AFRelationship")
        found += when("/Desc" not in file, "no description")
        found += when(not re.fullmatch(r"/[a-z]+/[a-z0-9.+-]+", stream.get("/Subtype", "")), "media type")
        found += when(stream["/Params"]["/Size"] != len(archive.pdf.data(file["/EF"]["/F"])), "/Size")
    return found


def ua_5_the_file_says_it_is_accessible(archive):
    return when(archive.property(PDFUA, "part") != "1", "pdfuaid:part")


def ua_7_1_content_is_tagged_or_an_artifact(archive):
    found = []
    for number, content in enumerate(archive.contents, start=1):
        found += [f"page {number}: {len(content.untagged)} operators outside"] if content.untagged else []
        found += when(not content.is_balanced, f"page {number}: sequences are not balanced")
        found += [f"page {number}: {words} is neither" for tag, words in content.sequences
                  if tag != "/Artifact" and "/MCID" not in words]
        found += [f"page {number}: tagged content inside {around}" for around, (_, words) in content.nested if "/MCID" in words]
    return found


def ua_7_1_the_title_is_shown(archive):
    return (when(not archive.property(DC, "title"), "no title") +
            when(archive.pdf.catalog["/ViewerPreferences"].get("/DisplayDocTitle") is not True, "/DisplayDocTitle"))


def ua_7_3_figures_have_a_text_and_a_box(archive):
    found = []
    for figure in archive.structure.of("/Figure"):
        box = figure.attribute("/Layout", "/BBox") or [0, 0, 0, 0]
        found += when(not text(figure.dictionary.get("/Alt")), "a figure without /Alt")
        found += when(box[0] > box[2] or box[1] > box[3] or box == [0, 0, 0, 0], f"its box {box}")
    return found


def ua_7_4_2_headings_begin_with_h1_and_skip_none(archive):
    levels = [int(element.type[2:]) for element in archive.structure.of("/H1", "/H2")]
    return when(any(b > a + 1 for a, b in zip([0, *levels], levels)), f"levels {levels}")


def ua_7_5_header_cells_have_a_scope_and_rows_are_even(archive):
    found = ["a header cell without /Scope" for cell in archive.structure.of("/TH") if not cell.attribute("/Table", "/Scope")]
    for table in archive.structure.of("/Table"):
        rows = archive.structure.rows(table)
        widths = [0] * len(rows)
        for i, row in enumerate(rows):
            for cell in row.children:
                for k in range(i, min(i + cell.span("/RowSpan"), len(rows))):
                    widths[k] += cell.span("/ColSpan")
        found += when(len(set(widths)) > 1, f"rows of {widths} columns")
        found += when(not any(cell.type == "/TH" for row in rows for cell in row.children), "a table without header cells")
    return found


def ua_7_8_running_heads_and_feet_say_so(archive):
    return [f"page {number}: {words}" for number, content in enumerate(archive.contents, start=1)
            for tag, words in content.sequences if tag == "/Artifact" and "Pagination" in words
            and not re.search(r"/Subtype /(Header|Footer)", words)]


def ua_7_9_notes_have_identifiers_that_lead_to_them(archive):
    notes = archive.structure.of("/Note")
    names = archive.pdf.get(archive.structure.root, "/IDTree", "/Names")
    known = dict(zip(names[::2], names[1::2]))
    return (when(len({note.dictionary.get("/ID") for note in notes}) != len(notes), "identifiers of notes") +
            when(names[::2] != sorted(names[::2]), "the tree of identifiers is not sorted") +
            when(known != {note.dictionary["/ID"]: note.reference for note in notes}, "the tree of identifiers"))


def ua_7_18_the_field_is_described_and_stands_in_a_form_element(archive):
    field = archive.pdf.catalog["/AcroForm"]["/Fields"][0]
    forms = archive.structure.of("/Form")
    key = archive.pdf.resolve(field)["/StructParent"]
    return (when(not text(archive.pdf.resolve(field).get("/TU")), "no /TU") +
            when([form.objects for form in forms] != [[field]], "no Form element with it") +
            when(archive.structure.parent_tree().get(key) != forms[0].reference, "the parent tree"))


def ua_7_18_3_pages_are_walked_by_structure(archive):
    return ["a page without /Tabs /S" for page in archive.pdf.pages if archive.pdf.resolve(page).get("/Tabs") != "/S"]


# --- PDF: what both build on

def pdf_14_7_4_4_content_and_elements_name_each_other(archive):
    """Every sequence has its element in the parent tree, and that element has the sequence; and the other way round."""
    tree, found, tagged = archive.structure.parent_tree(), [], set()
    for page, content in zip(archive.pdf.pages, archive.contents):
        parents = archive.pdf.resolve(tree.get(archive.pdf.resolve(page)["/StructParents"], []))
        identifiers = sorted(content.identifiers())
        found += when(identifiers != list(range(len(parents))), f"identifiers {identifiers} and {len(parents)} parents")
        tagged |= {(parents[i], page, i) for i in range(len(parents))}
    held = {(element.reference, page, i) for element in archive.structure.elements for page, i in element.content}
    return found + when(tagged != held, f"{len(tagged ^ held)} sequences that only one side knows")


def pdf_14_7_2_parents_and_children_name_each_other(archive):
    return [f"{element.type} has another parent" for element in archive.structure.elements
            if element.parent and element.dictionary["/P"] != element.parent.reference]


def pdf_14_8_2_5_content_is_read_in_the_order_of_the_page(archive):
    """Within an element the sequences come in the order of pages and identifiers."""
    place = {page: i for i, page in enumerate(archive.pdf.pages)}
    return [f"{element.type}: {order}" for element in archive.structure.elements
            if (order := [(place[page], i) for page, i in element.content]) != sorted(order)]


CLAUSES = [check for name, check in globals().items() if re.match(r"(a|ua|pdf)_\d", name)]
