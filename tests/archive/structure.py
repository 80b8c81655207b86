"""The structure tree of a PDF: elements, what they hold, and what the pages say belongs to them."""


class Element:
    def __init__(self, pdf, reference, parent):
        self.pdf, self.reference, self.parent = pdf, reference, parent
        self.dictionary = pdf.resolve(reference)
        self.type = self.dictionary["/S"]
        self.children, self.content, self.objects = [], [], []  # content: (page, MCID)
        kids = pdf.resolve(self.dictionary.get("/K", []))
        for kid in kids if isinstance(kids, list) else [self.dictionary["/K"]]:
            self.add(kid)

    def add(self, kid):
        if isinstance(kid, int):
            self.content.append((self.dictionary["/Pg"], kid))
            return
        value = self.pdf.resolve(kid)
        if value.get("/Type") == "/MCR":
            self.content.append((value["/Pg"], value["/MCID"]))
        elif value.get("/Type") == "/OBJR":
            self.objects.append(value["/Obj"])
        else:
            self.children.append(Element(self.pdf, kid, self))

    def attribute(self, owner, key):
        found = self.pdf.resolve(self.dictionary.get("/A"))
        return found.get(key) if found and found["/O"] == owner else None

    def span(self, key):
        return self.attribute("/Table", key) or 1

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


class Structure:
    def __init__(self, pdf):
        self.pdf = pdf
        self.root = pdf.get(pdf.catalog, "/StructTreeRoot")
        self.document = Element(pdf, self.root["/K"], None)
        self.elements = list(self.document.walk())

    def of(self, *types):
        return [element for element in self.elements if element.type in types]

    def rows(self, table):
        """The rows of a table, without those of tables inside."""
        parts = [child for child in table.children if child.type in ("/THead", "/TBody", "/TFoot")]
        return [row for part in [table, *parts] for row in part.children if row.type == "/TR"]

    def parent_tree(self):
        """Key to what it names: an array of references, or one."""
        numbers = self.pdf.get(self.root, "/ParentTree", "/Nums")
        return {numbers[i]: numbers[i + 1] for i in range(0, len(numbers), 2)}
