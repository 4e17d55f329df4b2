#!/usr/bin/env python3
"""Writes the sample classes of 35, one file a form: samples/FORM-35.ndjson.

    tests/support/make_samples.py samples

No pupil, parent or teacher is real. Everything comes from a stream of SHA-256 over the form's name, so that every run and
every Python gives the same bytes; a test runs this and compares. Marks, levels, promotion and titles keep the circular's rules.
To be seen in every class: minority names, a name of ten words, no father (12), a guardian alone (27), a pupil who came from
another school (3), one who is exempt (9), one with an individual plan (30), weak ones (13, 33), absences over 45 (20).
"""
import json
import os
import sys

from samples import people, primary, tt22, tt58

TT22, TT58 = "22/2021/TT-BGDĐT", "58/2011/TT-BGDĐT"
# form, circular, level, school, place, town, born, signed on, years (name, grade, class)
CLASSES = [
    ("tt22-2021-thcs", TT22, "thcs", "thcs", "Buôn Ma Thuột", "thành phố Buôn Ma Thuột, tỉnh Đắk Lắk", 2013, "2026-05-29",
     [("2024-2025", 6, "6A"), ("2025-2026", 7, "7A")]),
    ("tt22-2021-thpt", TT22, "thpt", "thpt", "Hòa Vang", "huyện Hòa Vang, thành phố Đà Nẵng", 2008, "2025-05-29",
     [("2023-2024", 10, "10/2"), ("2024-2025", 11, "11/2")]),
    ("tt58-2011-thcs", TT58, "thcs", "thcs-old", "Buôn Ma Thuột", "thành phố Buôn Ma Thuột, tỉnh Đắk Lắk", 2008, "2023-05-26",
     [("2021-2022", 8, "8B"), ("2022-2023", 9, "9B")]),
    ("tt58-2011-thpt", TT58, "thpt", "thpt", "Hòa Vang", "huyện Hòa Vang, thành phố Đà Nẵng", 2004, "2022-05-27",
     [("2020-2021", 11, "11A3"), ("2021-2022", 12, "12A3")]),
    ("tt27-2020-tieu-hoc", "27/2020/TT-BGDĐT", "tieu-hoc", "tieu-hoc", "Hà Nội", "quận Hoàn Kiếm, thành phố Hà Nội", 2017, "2025-05-30",
     [("2023-2024", 1, "1C"), ("2024-2025", 2, "2C")]),
    ("tt30-2014-tieu-hoc", "30/2014/TT-BGDĐT", "tieu-hoc", "tieu-hoc", "Hà Nội", "quận Hoàn Kiếm, thành phố Hà Nội", 2011, "2022-05-31",
     [("2020-2021", 4, "4D"), ("2021-2022", 5, "5D")]),
]
OTHER_SCHOOL = {"thcs": "Trung học cơ sở Lương Thế Vinh, thành phố Pleiku, tỉnh Gia Lai", "tieu-hoc": "Tiểu học Lê Lợi, thành phố Vinh, tỉnh Nghệ An",
                "thpt": "Trung học phổ thông Trần Cao Vân, thành phố Tam Kỳ, tỉnh Quảng Nam"}


def plans_of(level, years, number, signed_on):
    """The years' plans: all but the last are closed; in 4 the deputy signs for the head."""
    plans = []
    for i, (name, grade, class_name) in enumerate(years):
        last = i == len(years) - 1
        plans.append({"name": name, "grade": grade, "class": class_name, "level": level, "homeroom": people.TEACHERS[i],
                      "head": people.DEPUTY if number == 4 and last else people.HEAD,
                      "curriculum": tt22.THPT if level == "thpt" else tt22.THCS, "topics": level == "thpt",
                      "signed": None if last else {"by": people.HEAD["name"], "title": "Hiệu trưởng", "on": f"{name[5:]}-05-30"}})
    return plans


def history_of(level, school, years, number):
    rows = []
    for i, (name, grade, class_name) in enumerate(years):
        moved = number == 3 and i == 0
        name_of_school = OTHER_SCHOOL[level] if moved else ", ".join(
            [school["name"]] + [school[part][0].lower() + school[part][1:] for part in ("ward", "district", "province") if part in school])
        row = {"year": name, "class": class_name, "school": name_of_school}
        if level == "tieu-hoc":
            row.update({"register": f"{200 + number}", "arrived_on": f"{name[:4]}-09-05"})
        rows.append(row)
    return rows


def years_of(stream, form, plans, number, result):
    out = []
    for plan in plans:
        if form.startswith("tt22"):
            out.append(tt22.year(stream, plan, tt22.ability_of(number), number if plan is plans[-1] else 100 + number % 10))
        elif form.startswith("tt58"):
            out.append(tt58.year(stream, plan, max(56, tt22.ability_of(number)), number))
        else:
            make = primary.tt27_year if form.startswith("tt27") else primary.tt30_year
            # Whoever had not completed the year before would not be in this class.
            out.append(make(stream, plan, result if plan is plans[-1] or result != "Chưa hoàn thành" else "Hoàn thành"))
    if number == 30 and form != "tt30-2014-tieu-hoc" and not form.startswith("tt58"):
        out[-1]["individual_plan"] = True
    return out


def records(entry):
    form, circular, level, school_key, place, town, born, signed_on, years = entry
    stream = people.Stream(f"hocba {form}".encode())
    results = primary.ability_results(stream)
    for number in range(35):
        school = people.SCHOOLS[school_key]
        record = {"circular": circular, "level": level, "lookup_uuid": people.uuid4(stream), "effective_on": signed_on, "place": place,
                  "pupil": people.pupil(stream, number, born, town, level != "tieu-hoc"), "school": school,
                  "history": history_of(level, school, years, number),
                  "opened": {"place": place, "on": f"{years[0][0][:4]}-09-06", "head": people.HEAD},
                  "years": years_of(stream, form, plans_of(level, years, number, signed_on), number, results[number])}
        if form == "tt27-2020-tieu-hoc":
            record["form"] = form
        yield record


def main():
    folder = sys.argv[1] if len(sys.argv) == 2 else sys.exit(__doc__)
    for entry in CLASSES:
        with open(os.path.join(folder, f"{entry[0]}-35.ndjson"), "w", encoding="utf-8") as out:
            for record in records(entry):
                out.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
