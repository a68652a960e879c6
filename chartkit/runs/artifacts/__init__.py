"""Artifacts: files and folders under a name with versions, kept once however often they are logged.

Takes paths and objects; gives versions `v0`, `v1` … of a name in a project, each with a manifest of its entries.

```
<store>/artifacts/<project>/content/<ab>/<sha256>              a file's bytes, once for the project, read-only
<store>/artifacts/<project>/names/<name>/v3/manifest.jsonl     a version: made under another name, then renamed
<store>/artifacts/<project>/names/<name>/events.jsonl          aliases, and which run logged and used what
<store>/artifacts/.staging-<host>-<pid>-<random>/              what an unfinished artifact holds
<store>/runs/<project>/<run>/artifacts/content/<ab>/<sha256>   the same bytes, a hard link
<store>/runs/<project>/<run>/artifacts/manifests/<name>/v3.jsonl
```

A run's folder is complete when it is copied, and yet a model that ten runs log a hundred times lies on the disk once:
both places are hard links to one file. Where a file system has no hard links, each run has a copy of its own and the
project none. The user's own files are always copied, for they may change after. What no run links to any more has one
link left, so that cleaning up needs no count of references.

`artifact.py` is the noun; `recording.py` tells how a run logs and uses one, `versions.py` how numbers are given.
"""
