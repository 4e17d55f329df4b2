"""The CSV sheets that a class of records could have come from, and the mapping that reads them (docs/nhap-du-lieu.md).

One sheet for the pupils, one for each school year; values that all records share are the mapping's constants. Headers are the
schema's titles in two rows, group over column. Semicolons, decimal commas, dd/mm/yyyy, UTF-8 with BOM, as Excel in Vietnam writes.
"""
import csv
import io
import json
import os

KEY = "Mã học sinh"
WORDS = {"id": "Số định danh cá nhân", "promoted": "Lên lớp hay không", "lookup_uuid": "Mã tra cứu (UUID)"}


def flat(value, path=()):
    """{path: leaf} of a record."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        return {path: value}
    return {p: leaf for name, inner in items for p, leaf in flat(inner, path + (str(name),)).items()}


class Schema:
    def __init__(self, templates, form):
        with open(os.path.join(templates, form, "record.schema.json"), encoding="utf-8") as file:
            self.root = json.load(file)
        with open(os.path.join(templates, "definitions.json"), encoding="utf-8") as file:
            self.shared = json.load(file)

    def expand(self, schema):
        while "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            target = self.shared if schema["$ref"].startswith("..") else self.root["definitions"]
            schema = {**target[name], **{k: v for k, v in schema.items() if k != "$ref"}}
        return schema

    def titles(self, path):
        schema, out = self.root, []
        for step in path:
            schema = self.expand(schema)
            if step.isdigit():
                schema = schema["items"]
                out[-1] += f" {int(step) + 1}"
            else:
                schema = schema["properties"][step]
                out.append(WORDS.get(step) or self.expand(schema).get("title", step))
        return out, self.expand(schema)


def cell(value, schema):
    if isinstance(value, bool):
        return "có" if value else "không"
    if schema.get("format") == "date":
        return "/".join(reversed(value.split("-")))
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def literal(value):
    return ("true" if value else "false") if isinstance(value, bool) else quoted(value) if isinstance(value, str) else str(value)


def sheet(schema, records, paths, under):
    """Header rows, a row a pupil, and (header, member) of the mapping."""
    groups, names, members, seen = [KEY], [""], [], set()
    for path in paths:
        titles, _ = schema.titles(path)
        inner = titles[sum(not step.isdigit() for step in under):]
        inner = inner[1:] if len(inner) > 2 else inner  # a subject's own title, not "Các môn học"
        group, name = inner[0], " ".join(inner[1:])
        while (group, name) in seen:
            name += " (2)"
        seen.add((group, name))
        groups.append(group)
        names.append(name)
        members.append((f"{group} / {name}" if name else group, ".".join(path[len(under):])))
    rows = [groups, names] if any(names) else [groups]
    for record in records:
        leaves = flat(record)
        rows.append([record["pupil"]["code"]] + [cell(leaves[p], schema.titles(p)[1]) if p in leaves else "" for p in paths])
    return rows, members


def written(rows, title):
    out = io.StringIO()
    out.write(f"{title}\r\n\r\n")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return "\ufeff" + out.getvalue()


def write(folder, templates, form, records):
    """folder/nhap.toml, folder/hoc-sinh.csv, folder/nam-hoc-N.csv."""
    os.makedirs(folder, exist_ok=True)
    schema, all_leaves = Schema(templates, form), [flat(record) for record in records]
    paths = list(dict.fromkeys(path for leaves in all_leaves for path in leaves))
    paths.sort(key=lambda p: [int(step) if step.isdigit() else -1 for step in p][:2] if p[0] == "years" else [-1])
    same = {p for p in paths if all(p in leaves and leaves[p] == all_leaves[0][p] for leaves in all_leaves)}
    mapping = [f"# Lớp mẫu của {form}, không có ai là người thật. Chạy:", f"#   hocba import csv samples/csv/{form}/nhap.toml -o lop.ndjson", "",
               "[constants]"]
    mapping += [f"{'.'.join(p)} = {literal(all_leaves[0][p])}" for p in paths if p in same]
    years = sorted({p[1] for p in paths if p[0] == "years"}, key=int)
    sheets = [("hoc-sinh.csv", (), [p for p in paths if p[0] != "years"], "DANH SÁCH HỌC SINH")]
    sheets += [(f"nam-hoc-{int(year) + 1}.csv", ("years", year), [p for p in paths if p[:2] == ("years", year)], "TỔNG HỢP NĂM HỌC")
               for year in years]
    for file, under, wanted, title in sheets:
        rows, members = sheet(schema, records, [p for p in wanted if p not in same and p != ("pupil", "code")], under)
        with open(os.path.join(folder, file), "w", encoding="utf-8", newline="") as out:
            out.write(written(rows, title))
        mapping += ["", "[[sheet]]", f"file = {quoted(file)}", f"key = {quoted(KEY)}"]
        mapping += [f"under = {quoted('.'.join(under))}"] if under else []
        mapping += ["[sheet.columns]"] + ([] if under else [f"{quoted(KEY)} = \"pupil.code\""])
        mapping += [f"{quoted(header)} = {quoted(member)}" for header, member in members]
    with open(os.path.join(folder, "nhap.toml"), "w", encoding="utf-8") as out:
        out.write("\n".join(mapping) + "\n")
