"""The records of class forms, made from the records of the same class."""

RESULTS = {"Hoàn thành xuất sắc": "excellent", "Hoàn thành tốt": "good", "Hoàn thành": "completed", "Chưa hoàn thành": "not_completed"}
TITLES = {"ngu_van": "Ngữ văn", "toan": "Toán", "ngoai_ngu_1": "Ngoại ngữ 1 (Tiếng Anh)", "giao_duc_cong_dan": "Giáo dục công dân",
          "lich_su_va_dia_li": "Lịch sử và Địa lí", "khoa_hoc_tu_nhien": "Khoa học tự nhiên", "cong_nghe": "Công nghệ", "tin_hoc": "Tin học"}


def head(records, form):
    first = records[0]
    year = first["years"][-1]
    return {"form": form, "circular": first["circular"], "level": first["level"], "effective_on": first["effective_on"],
            "school": {"code": first["school"]["code"], "name": first["school"]["name"]},
            "year": {name: year[name] for name in ("name", "grade", "class")}}


def summary(records, homeroom):
    """Bảng tổng hợp kết quả đánh giá giáo dục của lớp (TT 27/2020, phụ lục 2)."""
    pupils = []
    for record in records:
        year = record["years"][-1]
        pupil = {"name": record["pupil"]["name"], "subjects": {key: {k: v for k, v in entry.items() if k != "language"}
                                                               for key, entry in year["subjects"].items()}}
        pupil.update({group: year[group] for group in ("qualities", "general_competences", "specific_competences")})
        pupil["result"] = {RESULTS[year["result"]]: True}
        if "award" in year:
            pupil["awarded"] = True
        if not year["promoted"]:
            pupil["not_promoted"] = True
        pupils.append(pupil)
    return {**head(records, "tt27-2020-bang-tong-hop"), "place": "Hà Nội", "term": "Cuối năm học", "homeroom": {"name": homeroom},
            "head": records[0]["years"][-1]["head"], "pupils": pupils}


def term(subject, number):
    marks = subject[f"marks{number}"]
    out = {f"regular_{i}": mark for i, mark in enumerate(marks["regular"], 1)}
    return {**out, "mid": marks["mid"], "final": marks["final"], "average": subject[f"term{number}"]}


def mark_book(records):
    """Sổ theo dõi và đánh giá học sinh (theo lớp học), TT 22/2021."""
    subjects = []
    for key, title in TITLES.items():
        pupils = [{"name": record["pupil"]["name"], "term1": term(s, 1), "term2": term(s, 2), "year": s["year"]}
                  for record in records for s in [record["years"][-1]["subjects"][key]]]
        subjects.append({"name": title, "teacher": records[0]["years"][-1]["subjects"][key]["teacher"], "pupils": pupils})
    return {**head(records, "tt22-2021-so-theo-doi"), "second_term": True, "homeroom": records[0]["years"][-1]["homeroom"], "subjects": subjects}
