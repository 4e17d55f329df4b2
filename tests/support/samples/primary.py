"""Primary classes: the paper book of Thông tư 27/2020/TT-BGDĐT, and Thông tư 30/2014 with 22/2016 for older years."""
import make_class
from samples import people

# Chương trình giáo dục phổ thông 2018: what a class of that grade is taught; tested ones first (TT 27, Điều 7).
TT27_TESTED = {1: ["tieng_viet", "toan"], 2: ["tieng_viet", "toan"], 3: ["tieng_viet", "toan", "ngoai_ngu_1", "tin_hoc", "cong_nghe"]}
TT27_OTHERS = ["dao_duc", "tu_nhien_va_xa_hoi", "giao_duc_the_chat", "am_nhac", "mi_thuat", "hoat_dong_trai_nghiem"]
TT30_TESTED = ["tieng_viet", "toan", "khoa_hoc", "lich_su_va_dia_li", "ngoai_ngu", "tin_hoc"]
TT30_OTHERS = ["dao_duc", "am_nhac", "mi_thuat", "thu_cong_ki_thuat", "the_duc"]
TT30_REMARKS = ["Nắm vững kiến thức, vận dụng tốt.", "Học tốt, cần đọc thêm sách.", "Tiếp thu bài khá, cần luyện tập thêm.", "Có tiến bộ, cần cố gắng."]
TT30_COMPETENCES = ["tu_phuc_vu_tu_quan", "hop_tac", "tu_hoc_giai_quyet_van_de"]
TT30_QUALITIES = ["cham_hoc_cham_lam", "tu_tin_trach_nhiem", "trung_thuc_ki_luat", "doan_ket_yeu_thuong"]
RESULTS = ["Hoàn thành xuất sắc"] * 7 + ["Hoàn thành tốt"] * 10 + ["Hoàn thành"] * 16 + ["Chưa hoàn thành"] * 2


def body(stream, grade):
    return {"height_cm": 108 + 5 * grade + stream.below(12), "weight_kg": 17 + 3 * grade + stream.below(9),
            "absences": {"excused": stream.below(5), "unexcused": stream.below(2)}}


def head_of(plan, result):
    grade, promoted = plan["grade"], result != "Chưa hoàn thành"
    if grade == 5:
        return promoted, "Hoàn thành chương trình tiểu học." if promoted else "Chưa hoàn thành chương trình tiểu học."
    return promoted, (f"Hoàn thành chương trình lớp {grade}; Được lên lớp {grade + 1}." if promoted
                      else f"Chưa hoàn thành chương trình lớp {grade}; Chưa được lên lớp.")


def subject_rows(stream, result, tested, others):
    return make_class.subjects(stream, result, tested, others, tested)


def tt27_year(stream, plan, result):
    weak = result in ("Hoàn thành", "Chưa hoàn thành")
    out = {"name": plan["name"], "grade": plan["grade"], "class": plan["class"], **body(stream, plan["grade"]),
           "homeroom": {"name": plan["homeroom"]}, "head": plan["head"],
           "subjects": subject_rows(stream, result, TT27_TESTED[plan["grade"]], TT27_OTHERS),
           "subjects_remark": make_class.remark(stream, "subjects", weak),
           "qualities": make_class.levels(stream, make_class.QUALITIES, result), "qualities_remark": make_class.remark(stream, "qualities", weak),
           "general_competences": make_class.levels(stream, make_class.GENERAL, result),
           "general_competences_remark": make_class.remark(stream, "general", weak),
           "specific_competences": make_class.levels(stream, make_class.SPECIFIC if plan["grade"] > 2 else
                                                     ["ngon_ngu", "tinh_toan", "khoa_hoc", "tham_mi", "the_chat"], result),
           "specific_competences_remark": make_class.remark(stream, "specific", weak), "result": result}
    if (given := make_class.award(stream, result)) is not None:
        out["award"] = given
    out["promoted"], out["completion"] = head_of(plan, result)
    if plan.get("signed"):
        out["signed"] = plan["signed"]
    return out


def tt30_year(stream, plan, result):
    weak = result in ("Hoàn thành", "Chưa hoàn thành")
    subjects = subject_rows(stream, result, TT30_TESTED, TT30_OTHERS)
    for entry in subjects.values():
        entry["remark"] = stream.pick(TT30_REMARKS)
    out = {"name": plan["name"], "grade": plan["grade"], "class": plan["class"], **body(stream, plan["grade"]), "health": "Bình thường",
           "homeroom": {"name": plan["homeroom"]}, "head": plan["head"], "subjects": subjects,
           "competences": make_class.levels(stream, TT30_COMPETENCES, result), "competences_remark": make_class.remark(stream, "general", weak),
           "qualities": make_class.levels(stream, TT30_QUALITIES, result), "qualities_remark": make_class.remark(stream, "qualities", weak)}
    if result == "Hoàn thành xuất sắc":
        out["award"] = "Học sinh hoàn thành xuất sắc các nội dung học tập và rèn luyện"
    out["promoted"], out["completion"] = head_of(plan, result)
    if plan.get("signed"):
        out["signed"] = plan["signed"]
    return out


def ability_results(stream):
    return stream.shuffled(RESULTS)


__all__ = ["ability_results", "people", "tt27_year", "tt30_year"]
