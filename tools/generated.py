"""What the table generators share: writing the file they make, or checking that it is up to date."""


def write_or_check(arguments, output, text, generator):
    """The generator's exit status: with --check nothing is written, and 1 means that `output` is not `text`."""
    if arguments == ["--check"]:
        if output.read_text(encoding="utf-8") == text:
            return 0
        print(f"{output.name} is not what tools/{generator} writes")
        return 1
    output.write_text(text, encoding="utf-8")
    return 0
