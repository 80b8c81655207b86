"""
examples/kubernetes/job.yaml in form: every member is one of the batch/v1 Job it should be, of the right type; what belongs
together agrees; and the program takes the arguments.

    python3 tests/batch/kubernetes_test.py build/release/todoke [unittest options]
"""
import json
import pathlib
import sys
import tempfile
import unittest

import yaml

import runner

PROGRAM = runner.ROOT / "build" / "release" / "todoke"
MANIFEST = runner.ROOT / "examples" / "kubernetes" / "job.yaml"

NAME = str
# The part of the API (batch/v1, core/v1) that the example uses: member -> type, list of one type, or members.
CONTAINER = {
    "name": NAME, "image": str, "command": [str], "args": [str],
    "resources": {"requests": {"cpu": str, "memory": str}, "limits": {"memory": str}},
    "securityContext": {"allowPrivilegeEscalation": bool, "readOnlyRootFilesystem": bool, "capabilities": {"drop": [str]}},
    "env": [{"name": NAME, "value": str}],
    "volumeMounts": [{"name": NAME, "mountPath": str, "readOnly": bool}],
}
POD = {
    "restartPolicy": str, "terminationGracePeriodSeconds": int,
    "securityContext": {"runAsNonRoot": bool, "runAsUser": int, "fsGroup": int, "seccompProfile": {"type": str}},
    "containers": [CONTAINER],
    "volumes": [{"name": NAME, "persistentVolumeClaim": {"claimName": NAME, "readOnly": bool}, "emptyDir": {}}],
}
JOB = {
    "apiVersion": str, "kind": str, "metadata": {"name": NAME},
    "spec": {
        "completionMode": str, "completions": int, "parallelism": int, "backoffLimitPerIndex": int,
        "podFailurePolicy": {"rules": [{
            "action": str, "onPodConditions": [{"type": str, "status": str}],
            "onExitCodes": {"containerName": NAME, "operator": str, "values": [int]},
        }]},
        "template": {"spec": POD},
    },
}


def faults(value, wanted, place="job"):
    if isinstance(wanted, dict):
        if not isinstance(value, dict):
            return [f"{place} is no object"]
        unknown = [f"{place}.{name} is unknown" for name in value if name not in wanted]
        return unknown + [fault for name in value if name in wanted
                          for fault in faults(value[name], wanted[name], f"{place}.{name}")]
    if isinstance(wanted, list):
        if not isinstance(value, list):
            return [f"{place} is no list"]
        return [fault for i, item in enumerate(value) for fault in faults(item, wanted[0], f"{place}[{i}]")]
    return [] if type(value) is wanted else [f"{place} is {type(value).__name__}, not {wanted.__name__}"]


class KubernetesTest(unittest.TestCase):
    def setUp(self):
        self.job = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
        self.spec = self.job["spec"]
        self.pod = self.spec["template"]["spec"]
        self.container = self.pod["containers"][0]

    def test_every_member_is_one_of_a_job(self):
        self.assertEqual(("batch/v1", "Job"), (self.job["apiVersion"], self.job["kind"]))
        self.assertEqual([], faults(self.job, JOB))

    def test_the_check_finds_mistakes(self):
        self.spec["completion"] = 8
        self.pod["containers"][0]["args"] = "batch"
        self.pod["securityContext"]["runAsUser"] = "10001"
        self.assertEqual(3, len(faults(self.job, JOB)))

    def test_what_belongs_together_agrees(self):
        shard = self.container["args"][self.container["args"].index("--shard") + 1]
        self.assertEqual(f"env/{self.spec['completions']}", shard)
        self.assertEqual("Indexed", self.spec["completionMode"])
        self.assertEqual("Never", self.pod["restartPolicy"])  # podFailurePolicy allows nothing else
        for rule in self.spec["podFailurePolicy"]["rules"]:
            if "onExitCodes" in rule:
                self.assertEqual(self.container["name"], rule["onExitCodes"]["containerName"])
                self.assertNotIn(0, rule["onExitCodes"]["values"])
        volumes = {volume["name"] for volume in self.pod["volumes"]}
        self.assertEqual(volumes, {mount["name"] for mount in self.container["volumeMounts"]})
        for volume in self.pod["volumes"]:
            self.assertEqual(2, len(volume), volume)

    def test_the_pods_together_do_the_work(self):
        with tempfile.TemporaryDirectory(prefix="todoke-kubernetes-") as name:
            folder = pathlib.Path(name)
            runner.write_incidents(folder / "data", 20)
            jobs = [{"form": runner.TINY, "data": str(path)} for path in sorted((folder / "data").iterdir())]
            (folder / "jobs.jsonl").write_text("".join(json.dumps(job) + "\n" for job in jobs))
            places = {"/jobs/jobs.jsonl": folder / "jobs.jsonl", "/out": folder / "out"}
            arguments = [places.get(argument, argument) for argument in self.container["args"]]
            self.assertEqual(("batch", ["todoke"]), (arguments[0], self.container["command"]))
            for index in range(self.spec["completions"]):
                result = runner.run(PROGRAM, *arguments[1:], variables={"JOB_COMPLETION_INDEX": str(index)})
                self.assertEqual(0, result.returncode, result.stderr)
            result = runner.run(PROGRAM, "merge", *(folder / "out").glob("manifest.*-of-8.jsonl"), "-o", "-")
            self.assertEqual(20, len(result.stdout.splitlines()), result.stderr)


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
