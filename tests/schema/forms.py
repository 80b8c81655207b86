"""The forms and incident files of the tree, and the program that the tests here ask about them."""
import json
import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests" / "golden"))

from jsonschema import Draft202012Validator  # noqa: E402  Debian's python3-jsonschema
from program import Todoke, crash_of  # noqa: E402

MODEL = ROOT / "layouts" / "incident.schema.json"


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def shipped_forms():
    return sorted((ROOT / "layouts").glob("*.jsonc"))


def samples():
    return sorted((ROOT / "samples").glob("*.json"))


def cases_of(form):
    """The incident files of a form's golden cases."""
    return sorted((ROOT / "tests" / "golden" / form.stem).glob("*/data.json"))


class Program:
    """todoke, asked for schemas, skeletons and verdicts."""

    def __init__(self, path, work):
        self.todoke = Todoke(path, work)

    def run(self, *arguments, stdin=b""):
        result = self.todoke.run(arguments, stdin=stdin)
        assert crash_of(result) is None, crash_of(result)
        return result

    def output(self, *arguments):
        result = self.run(*arguments)
        assert result.returncode == 0, result.stderr.decode()
        return result.stdout.decode("utf-8")

    def schema(self, form):
        """The schema of a form, itself checked against the metaschema."""
        schema = json.loads(self.output("schema", form))
        Draft202012Validator.check_schema(schema)
        return schema

    def errors(self, form, text, *options):
        """Codes of the errors `check` finds in an incident file; the codes of the form's rules are their ids."""
        result = self.run("check", form, "-", "--diagnostics", "json", *options, stdin=text.encode("utf-8"))
        assert result.returncode in (0, 1, 4), result.stderr.decode()
        messages = [json.loads(line) for line in result.stderr.decode("utf-8").splitlines()]
        errors = [message["code"] for message in messages if message["severity"] == "error"]
        assert (result.returncode != 0) == bool(errors), result.stderr.decode()
        return errors
