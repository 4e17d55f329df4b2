"""Classes under Thông tư 22/2021/TT-BGDĐT: marks, averages, levels, promotion and titles that agree with its rules.

Marks are integer tenths here. The rules are written a second time, apart from the engine's, so that each checks the other.
"""
from samples import people

SCORED, COMMENT, LANGUAGE = "scored", "comment", "language"
# key, kind, periods a year
THCS = [("ngu_van", SCORED, 140), ("toan", SCORED, 140), ("ngoai_ngu_1", LANGUAGE, 105), ("giao_duc_cong_dan", SCORED, 35),
        ("lich_su_va_dia_li", SCORED, 105), ("khoa_hoc_tu_nhien", SCORED, 140), ("cong_nghe", SCORED, 35), ("tin_hoc", SCORED, 35),
        ("giao_duc_the_chat", COMMENT, 70), ("nghe_thuat", COMMENT, 70), ("hoat_dong_trai_nghiem_huong_nghiep", COMMENT, 105),
        ("giao_duc_dia_phuong", COMMENT, 35)]
THPT = [("ngu_van", SCORED, 105), ("toan", SCORED, 105), ("ngoai_ngu_1", LANGUAGE, 105), ("lich_su", SCORED, 52),
        ("giao_duc_quoc_phong_an_ninh", SCORED, 35), ("vat_li", SCORED, 70), ("hoa_hoc", SCORED, 70), ("sinh_hoc", SCORED, 70),
        ("tin_hoc", SCORED, 70), ("giao_duc_the_chat", COMMENT, 70), ("hoat_dong_trai_nghiem_huong_nghiep", COMMENT, 105),
        ("giao_duc_dia_phuong", COMMENT, 35)]
TOPICS = {"Toán": "toan", "Vật lí": "vat_li", "Hóa học": "hoa_hoc"}
LEVELS = ["Chưa đạt", "Đạt", "Khá", "Tốt"]
REMARKS = {
    "Tốt": ["Chăm ngoan, học đều các môn, tích cực giúp đỡ bạn bè và tham gia hoạt động của lớp.", "Ý thức tự học cao, tư duy tốt, diễn đạt mạch lạc; là tấm gương của lớp."],
    "Khá": ["Có tiến bộ rõ ở các môn khoa học tự nhiên; cần mạnh dạn hơn khi phát biểu.", "Học khá đều, thực hiện tốt nội quy; nên đọc thêm sách và luyện viết."],
    "Đạt": ["Có cố gắng nhưng chưa đều; cần dành thêm thời gian ôn Toán và Ngoại ngữ.", "Thực hiện nội quy tương đối tốt; cần tập trung hơn trong giờ học."],
    "Chưa đạt": ["Còn hổng kiến thức cơ bản, hay quên bài; gia đình và nhà trường cần phối hợp kèm cặp trong hè."],
}


def half_up(total, divisor):
    return (2 * total + divisor) // (2 * divisor)


def term_average(regular, mid, final):
    """ĐTBmhk = (ĐĐGtx + 2 × ĐĐGgk + 3 × ĐĐGck) / (n + 5)."""
    return half_up(sum(regular) + 2 * mid + 3 * final, len(regular) + 5)


def year_average(term1, term2):
    return half_up(term1 + 2 * term2, 3)


def level_of(marks, comments):
    def six(least):
        return sum(mark >= least for mark in marks) >= 6

    failed = comments.count("CĐ")
    if not failed and min(marks) >= 65 and six(80):
        return 3
    if not failed and min(marks) >= 50 and six(65):
        return 2
    return 1 if failed <= 1 and six(50) and min(marks) >= 35 else 0


def learning(marks, comments):
    """Kết quả học tập, 0 to 3. One subject alone that costs two levels or more below Khá or Tốt: one level up."""
    found = level_of(marks, comments)
    without = [level_of(marks[:i] + [100] + marks[i + 1:], comments) for i in range(len(marks))]
    if comments.count("CĐ") == 1:
        without.append(level_of(marks, []))
    return found + 1 if max(without) - found >= 2 else found


def conduct_of_year(term1, term2):
    if term2 == 3 and term1 >= 2:
        return 3
    if (term2 == 2 and term1 >= 1) or (term2 == 1 and term1 == 3) or (term2 == 3 and term1 <= 1):
        return 2
    return 1 if term2 == 1 or (term2 == 2 and term1 == 0) else 0


def regular_count(periods):
    return 2 if periods <= 35 else 3 if periods <= 70 else 4


def tenths(value):
    return value // 10 if value % 10 == 0 else value / 10


def draw(stream, ability):
    """A mark around the pupil's ability, 10 to 100, in halves."""
    return max(10, min(100, 5 * ((ability + stream.below(31) - 15) // 5)))


def scored(stream, ability, periods, teacher):
    out, terms = {}, []
    for number in (1, 2):
        regular = [draw(stream, ability) for _ in range(regular_count(periods))]
        mid, final = draw(stream, ability), draw(stream, ability)
        terms.append(term_average(regular, mid, final))
        out[f"term{number}"] = tenths(terms[-1])
        out[f"marks{number}"] = {"regular": [tenths(m) for m in regular], "mid": tenths(mid), "final": tenths(final)}
    year = year_average(*terms)
    out.update({"year": tenths(year), "teacher": teacher, "periods": periods})
    return out, terms + [year]


def comment(stream, weak, teacher):
    term1, term2 = "CĐ" if weak and stream.below(3) == 0 else "Đ", "Đ"
    return {"term1": term1, "term2": term2, "year": term2, "teacher": teacher}, [term1, term2, term2]


def subjects(stream, curriculum, ability, exempt):
    out, marks, comments = {}, {}, {}
    for i, (key, kind, periods) in enumerate(curriculum):
        teacher = people.TEACHERS[i % len(people.TEACHERS)]
        if key == exempt:
            out[key] = {"exempt": True, "teacher": teacher}
        elif kind == COMMENT:
            out[key], comments[key] = comment(stream, ability < 60, teacher)
        else:
            out[key], marks[key] = scored(stream, ability, periods, teacher)
            if kind == LANGUAGE:
                out[key]["language"] = "Tiếng Anh"
    return out, marks, comments


def retested(stream, out, marks, comments):
    """Marks below 5,0 are taken again in August; the level after it."""
    again = {key: values[2] for key, values in marks.items()}
    for key, value in again.items():
        if value < 50:
            again[key] = 50 + 5 * stream.below(4)
            out[key]["retest"] = tenths(again[key])
    return learning(list(again.values()), [values[2] for values in comments.values()])


def levels_of(stream, out, marks, comments, ability):
    by_term = [learning([v[t] for v in marks.values()], [v[t] for v in comments.values()]) for t in range(3)]
    first = min(3, max(1, ability // 20 - 1 + stream.below(2)))
    conduct = [first, min(3, first + stream.below(2))]
    conduct.append(conduct_of_year(*conduct))
    names = ("term1", "term2", "year")
    result = {"conduct": {n: LEVELS[l] for n, l in zip(names, conduct)}, "learning": {n: LEVELS[l] for n, l in zip(names, by_term)}}
    final = by_term[2]
    if final == 0:
        final = retested(stream, out, marks, comments)
        result["learning"]["retest"] = LEVELS[final]
    return result, final


def award(result, marks):
    if result["conduct"]["year"] != "Tốt" or result["learning"]["year"] != "Tốt":
        return None
    return "Học sinh Xuất sắc" if sum(v[2] >= 90 for v in marks.values()) >= 6 else "Học sinh Giỏi"


def promotion(grade, result, final, absences):
    again = "retest" in result["learning"]
    if final == 0 or absences > 45:
        return False, {"denied": f"Ở lại lớp {grade}"}
    text = "Đã học hết lớp cuối cấp" if grade in (9, 12) else f"Lên lớp {grade + 1}"
    return True, {"after_retest" if again else "direct": text}


def closed(record, plan):
    """The year with what its last lines say: the programme's completion, and who has signed a year before."""
    if plan["grade"] in (9, 12) and record["promoted"]:
        record["completion"] = "Hoàn thành chương trình trung học " + ("cơ sở" if plan["grade"] == 9 else "phổ thông")
    if plan.get("signed"):
        record["signed"] = plan["signed"]
    return record


def year(stream, plan, ability, number):
    """`plan`: name, grade, class, curriculum, head, homeroom, signed (None: the year being signed)."""
    exempt = "giao_duc_the_chat" if number == 9 else None
    out, marks, comments = subjects(stream, plan["curriculum"], ability, exempt)
    result, final = levels_of(stream, out, marks, comments, ability)
    absences = stream.below(6) if number != 20 else 46
    promoted, decision = promotion(plan["grade"], result, final, absences)
    record = {"name": plan["name"], "grade": plan["grade"], "class": plan["class"], "homeroom": {"name": plan["homeroom"]}, "head": plan["head"],
              "subjects": out, **result, "absences": {"total": absences}, "promoted": promoted, "promotion": decision,
              "homeroom_remark": stream.pick(REMARKS[LEVELS[max(final, 1) if promoted else 0]]), "head_remark": "Đồng ý với nhận xét của giáo viên chủ nhiệm."}
    if plan.get("topics"):
        record["topics"] = [{"subject": name, "mark": out[key]["marks2"]["regular"][0]} for name, key in TOPICS.items()]
    if (title := award(result, marks)) is not None:
        record["award"] = title
    if number == 5:
        record["contests"] = "Giải Ba kì thi học sinh giỏi môn Khoa học tự nhiên cấp tỉnh"
    if "retest" in result["learning"]:
        record["summer"] = "Đã ôn tập và được kiểm tra, đánh giá lại theo kế hoạch của nhà trường."
    return closed(record, plan)


def ability_of(number):
    return [94, 88, 84, 80, 76, 72, 68, 64, 60, 55][number % 10] if number not in (13, 20, 33) else 47
