"""Classes under Thông tư 58/2011/TT-BGDĐT (with Thông tư 26/2020), for older years. Marks are integer tenths."""
from samples import people
from samples.tt22 import closed, draw, half_up, tenths, year_average

COMMON = ["toan", "vat_li", "hoa_hoc", "sinh_hoc", "tin_hoc", "ngu_van", "lich_su", "dia_li", "ngoai_ngu", "giao_duc_cong_dan", "cong_nghe"]
SCORED = {"thcs": COMMON, "thpt": COMMON + ["giao_duc_quoc_phong_an_ninh"]}
COMMENT = {"thcs": ["the_duc", "am_nhac", "mi_thuat"], "thpt": ["the_duc"]}
CONDUCT = ["Yếu", "Trung bình", "Khá", "Tốt"]
REMARKS = ["Ngoan, chăm học, có ý thức xây dựng tập thể.", "Học đều các môn; cần luyện thêm kĩ năng trình bày.",
           "Có cố gắng, cần chủ động hơn trong học tập.", "Thực hiện tốt nội quy; cần đọc thêm sách tham khảo."]


def learning(gpa, marks):
    best = max(marks["toan"], marks["ngu_van"], marks["ngoai_ngu"])
    least = min(marks.values())
    for name, average, one, lowest in (("Giỏi", 80, 80, 65), ("Khá", 65, 65, 50), ("Trung bình", 50, 50, 35), ("Yếu", 35, 0, 20)):
        if gpa >= average and best >= one and least >= lowest:
            return name
    return "Kém"


def year(stream, plan, ability, number):
    subjects, terms = {}, ({}, {}, {})
    for i, key in enumerate(SCORED[plan["level"]]):
        values = [draw(stream, ability), draw(stream, ability)]
        values.append(year_average(*values))
        for term, value in zip(terms, values):
            term[key] = value
        subjects[key] = {"term1": tenths(values[0]), "term2": tenths(values[1]), "year": tenths(values[2]),
                         "teacher": people.TEACHERS[i % len(people.TEACHERS)]}
    subjects["ngoai_ngu"]["language"] = "Tiếng Anh"
    for i, key in enumerate(COMMENT[plan["level"]]):
        subjects[key] = ({"exempt": True} if number == 9 and key == "the_duc" else {"term1": "Đ", "term2": "Đ", "year": "Đ"})
        subjects[key]["teacher"] = people.TEACHERS[-1 - i]
    gpa = [half_up(sum(term.values()), len(term)) for term in terms]
    names = ("term1", "term2", "year")
    conduct = CONDUCT[min(3, max(1, ability // 20 - 1))]
    found = {name: learning(average, term) for name, average, term in zip(names, gpa, terms)}
    promoted = found["year"] not in ("Yếu", "Kém")
    out = {"name": plan["name"], "grade": plan["grade"], "class": plan["class"], "homeroom": {"name": plan["homeroom"]}, "head": plan["head"],
           "subjects": subjects, "gpa": {name: tenths(average) for name, average in zip(names, gpa)},
           "conduct": {name: conduct for name in names}, "learning": found, "absences": {"total": stream.below(6)}, "promoted": promoted,
           "promotion": {"direct": "Hoàn thành cấp học" if plan["grade"] in (9, 12) else f"Lên lớp {plan['grade'] + 1}"} if promoted else
           {"denied": f"Ở lại lớp {plan['grade']}"}, "homeroom_remark": stream.pick(REMARKS), "head_remark": "Đồng ý."}
    if found["year"] in ("Giỏi", "Khá") and conduct == "Tốt":
        out["award"] = "Học sinh giỏi" if found["year"] == "Giỏi" else "Học sinh tiên tiến"
    if plan["level"] == "thpt":
        out["stream"] = "Cơ bản"
    return closed(out, plan)
