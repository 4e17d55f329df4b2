#!/usr/bin/env python3
"""Writes samples/tieu-hoc-35.ndjson: a synthetic class of 35, one record a line.

    tests/support/make_class.py > samples/tieu-hoc-35.ndjson

No pupil, parent or teacher is real: names are drawn from lists of common names, numbers from a stream of
SHA-256 over SEED, so that every run and every Python gives the same bytes. A test runs this and compares.
Levels, tests, result, title and promotion agree with Thông tư 27/2020/TT-BGDĐT (Điều 7, 9, 13).
"""
import hashlib
import json

SEED = b"hocba class of 35"

# The school, and the head's name, of MOET's worked example (CV 2088/BGDĐT-GDTH, phụ lục 2).
SCHOOL = {"code": "01000417", "name": "Tiểu học Quang Trung", "ward": "Phường Trần Hưng Đạo",
          "district": "Quận Hoàn Kiếm", "province": "Thành phố Hà Nội"}
HEAD = {"name": "Trần Văn E", "title": "Hiệu trưởng"}
YEAR, GRADE, CLASS, SIGNED = "2023-2024", 4, "4A", "2024-05-30"

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
          "Dương", "Lý", "Trương", "Đoàn"]
BOY_MIDDLE = ["Văn", "Đức", "Minh", "Quốc", "Gia", "Hữu", "Thành", "Bảo", "Nhật"]
BOY_GIVEN = ["Anh", "Bảo", "Dũng", "Đạt", "Hiếu", "Huy", "Khôi", "Kiệt", "Long", "Nghĩa", "Phúc", "Quân", "Sơn", "Thịnh",
             "Tuấn", "Vĩnh"]
GIRL_MIDDLE = ["Thị", "Ngọc", "Thùy", "Khánh", "Phương", "Bảo", "Mỹ", "Quỳnh"]
GIRL_GIVEN = ["An", "Chi", "Diệp", "Giang", "Hân", "Hương", "Linh", "Mai", "Ngân", "Nhi", "Oanh", "Thảo", "Trâm", "Uyên",
              "Vy", "Yến"]
# ethnicity, pupil's name, gender, father, mother
MINORITY = [("Ê-đê", "H'Lan Niê", "Nữ", "Y Thắng Êban", "H'Bliă Niê"), ("Ê-đê", "Y Đức Mlô", "Nam", "Y Khương Kbuôr", "H'Ngoan Mlô"),
            ("Ê-đê", "H'Duyên Byă", "Nữ", "Y Wơn Êñuôl", "H'Sương Byă"), ("Cơ-ho", "K'Brơi", "Nam", "K'Broih", "Ka Dờn"),
            ("Mông", "Giàng A Páo", "Nam", "Giàng A Sính", "Vàng Thị Mỷ"), ("Thái", "Lò Thị Pằn", "Nữ", "Lò Văn Ún", "Quàng Thị Hặc"),
            ("Tày", "Nông Văn Bảo", "Nam", "Nông Văn Thức", "Hoàng Thị Nhình"), ("Mnông", "H'Mai Bkrông", "Nữ", "Y Tâm Ndu", "H'Ler Bkrông")]
TOWNS = ["Huyện Cư M'gar, tỉnh Đắk Lắk", "Huyện Krông Pắc, tỉnh Đắk Lắk", "Huyện Quế Sơn, tỉnh Quảng Nam",
         "Huyện Diễn Châu, tỉnh Nghệ An", "Huyện Phù Cát, tỉnh Bình Định", "Huyện Hưng Hà, tỉnh Thái Bình",
         "Thành phố Buôn Ma Thuột, tỉnh Đắk Lắk"]
BIRTHPLACES = ["Bệnh viện Bạch Mai", "Bệnh viện Phụ sản Trung ương", "Trạm Y tế phường Trần Hưng Đạo, quận Hoàn Kiếm"]
STREETS = ["phố Lý Thường Kiệt", "phố Trần Quốc Toản", "phố Hàm Long", "phố Dã Tượng", "phố Quán Sứ", "ngõ Hạ Hồi"]

TESTED = ["tieng_viet", "toan", "ngoai_ngu_1", "lich_su_va_dia_li", "khoa_hoc", "tin_hoc", "cong_nghe"]
UNTESTED = ["dao_duc", "giao_duc_the_chat", "am_nhac", "mi_thuat", "hoat_dong_trai_nghiem"]
QUALITIES = ["yeu_nuoc", "nhan_ai", "cham_chi", "trung_thuc", "trach_nhiem"]
GENERAL = ["tu_chu_tu_hoc", "giao_tiep_hop_tac", "giai_quyet_van_de_sang_tao"]
SPECIFIC = ["ngon_ngu", "tinh_toan", "khoa_hoc", "cong_nghe", "tin_hoc", "tham_mi", "the_chat"]

GOOD, WEAK = 0, 1
REMARKS = {
    "subjects": (
        ["Đọc trôi chảy, diễn cảm, hiểu nội dung bài và viết câu đúng ngữ pháp", "Tính toán nhanh, chính xác, giải được các bài toán có nhiều bước",
         "Phát âm tiếng Anh rõ ràng, mạnh dạn hỏi và trả lời trước lớp", "Nắm chắc kiến thức về lịch sử và địa lí địa phương, biết đọc bản đồ",
         "Ham thích làm thí nghiệm và giải thích được hiện tượng đơn giản trong tự nhiên", "Sử dụng thành thạo phần mềm trình chiếu và gõ văn bản bằng mười ngón",
         "Hát đúng giai điệu, vẽ tranh có bố cục hài hòa và màu sắc tươi sáng"],
        ["Đọc còn chậm, cần luyện thêm cách ngắt nghỉ và viết đúng chính tả", "Chưa thành thạo phép chia cho số có hai chữ số, cần luyện tập thường xuyên",
         "Vốn từ tiếng Anh còn ít, nên nghe và nói nhiều hơn ở nhà", "Cần ôn lại các mốc lịch sử và cách đọc lược đồ",
         "Thao tác với chuột và bàn phím còn lúng túng, cần giúp đỡ khi tạo bài trình chiếu"]),
    "qualities": (
        ["Đi học đầy đủ, đúng giờ, biết giữ gìn sách vở và đồ dùng học tập", "Lễ phép với thầy cô, hòa nhã và sẵn sàng giúp đỡ bạn bè",
         "Thật thà trong học tập, mạnh dạn nhận lỗi và sửa lỗi", "Tích cực tham gia việc lớp, có ý thức giữ vệ sinh trường lớp",
         "Kính trọng người lớn tuổi, yêu quý quê hương và các lễ hội của xóm làng"],
        ["Đôi khi còn đi học muộn và quên đồ dùng, cần cố gắng hơn", "Cần mạnh dạn nhận việc và làm đến nơi đến chốn"]),
    "general": (
        ["Tự chuẩn bị bài trước khi đến lớp và sắp xếp góc học tập gọn gàng", "Biết lắng nghe, chia sẻ ý kiến và hợp tác tốt trong nhóm",
         "Phát hiện được vấn đề và đề xuất nhiều cách giải quyết sáng tạo", "Trình bày ý kiến mạch lạc, tự tin trước tập thể"],
        ["Cần chủ động hơn khi làm việc nhóm và nói to, rõ ý kiến của mình", "Còn trông chờ sự nhắc nhở của giáo viên khi gặp bài khó"]),
    "specific": (
        ["Sử dụng ngôn ngữ lưu loát trong cuộc sống và học tập", "Biết tư duy, lập luận và giải quyết được một số vấn đề toán học quen thuộc",
         "Thích tìm hiểu thế giới tự nhiên và biết bảo vệ cây xanh", "Vận động khéo léo, yêu thích bóng đá và các trò chơi dân gian",
         "Cảm nhận tốt cái đẹp trong tranh vẽ, bài hát và hoa văn thổ cẩm"],
        ["Cần rèn thêm kĩ năng tin học và cách diễn đạt bằng lời", "Tính toán còn nhầm lẫn, nên luyện tập mỗi ngày một ít"]),
}
OTHER_AWARDS = ["Đạt giải Nhì hội thi Vẽ tranh về an toàn giao thông cấp trường", "Đạt giải Ba hội khỏe Phù Đổng cấp thành phố, môn cờ vua",
                "Được khen vì có tiến bộ vượt bậc trong học tập"]
RESULTS = ["Hoàn thành xuất sắc"] * 6 + ["Hoàn thành tốt"] * 10 + ["Hoàn thành"] * 16 + ["Chưa hoàn thành"] * 3


class Stream:
    """Numbers from SHA-256(seed ‖ counter)."""

    def __init__(self, seed):
        self.seed, self.counter, self.pool = seed, 0, b""

    def bytes(self, count):
        while len(self.pool) < count:
            self.pool += hashlib.sha256(self.seed + self.counter.to_bytes(8, "big")).digest()
            self.counter += 1
        taken, self.pool = self.pool[:count], self.pool[count:]
        return taken

    def below(self, n):
        return int.from_bytes(self.bytes(6), "big") % n

    def pick(self, items):
        return items[self.below(len(items))]

    def shuffled(self, items):
        left, out = list(items), []
        while left:
            out.append(left.pop(self.below(len(left))))
        return out


def uuid4(stream):
    raw = bytearray(stream.bytes(16))
    raw[6], raw[8] = raw[6] & 0x0F | 0x40, raw[8] & 0x3F | 0x80
    text = raw.hex()
    return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])


def remark(stream, group, weak):
    """20 to 60 words: good sentences, and for a pupil with a weakness one that names it."""
    good, poor = REMARKS[group]
    parts, lines = ([stream.pick(poor)] if weak else []), stream.shuffled(good)
    wanted = 20 + stream.below(20)
    while lines and len(" ".join(parts).split()) < wanted:
        parts.insert(0, lines.pop())
    text = "; ".join([parts[0]] + [part[0].lower() + part[1:] for part in parts[1:]]) + "."
    assert 20 <= len(text.split()) <= 60, text
    return text


def subject(stream, result, weak):
    """A level and a test that agree with the result; a weak one holds the result back."""
    if result == "Hoàn thành xuất sắc":
        return "T", 9 + stream.below(2)
    if result == "Hoàn thành tốt":
        return "T", 7 + stream.below(2) if weak else 8 + stream.below(3)
    if result == "Chưa hoàn thành" and weak:
        return "C", 2 + stream.below(3)
    test = 5 + stream.below(2) if weak else 6 + stream.below(5)
    return ("T" if test >= 8 else "H"), test


def subjects(stream, result, tested=TESTED, untested=UNTESTED, weak_ones=("tieng_viet", "toan", "ngoai_ngu_1", "tin_hoc")):
    weak = set(stream.shuffled(weak_ones)[:2])
    out = {}
    for key in tested:
        level, test = subject(stream, result, key in weak)
        out[key] = {"language": "Tiếng Anh"} if key.startswith("ngoai_ngu") else {}
        out[key].update({"level": level, "test": test})
    lower = "T" if result in ("Hoàn thành xuất sắc", "Hoàn thành tốt") else "H"
    for key in untested:
        out[key] = {"level": lower if stream.below(3) == 0 else "T"}
    return out


def levels(stream, keys, result):
    best = result in ("Hoàn thành xuất sắc", "Hoàn thành tốt")
    return {key: "T" if best or stream.below(3) else "Đ" for key in keys}


def person(stream, number, gender):
    family = stream.pick(FAMILY)
    middle, given = (BOY_MIDDLE, BOY_GIVEN) if gender == "Nam" else (GIRL_MIDDLE, GIRL_GIVEN)
    pupil = f"{family} {stream.pick(middle)} {stream.pick(given)}"
    father = f"{family} {stream.pick(BOY_MIDDLE)} {stream.pick(BOY_GIVEN)}"
    mother = f"{stream.pick(FAMILY)} Thị {stream.pick(GIRL_GIVEN)}"
    return "Kinh", pupil, gender, father, mother


def pupil(stream, number):
    minority = number % 4 == 3 and number // 4 < len(MINORITY)
    ethnicity, name, gender, father, mother = (
        MINORITY[number // 4] if minority else person(stream, number, "Nam" if stream.below(2) else "Nữ"))
    born = 2013 if number in (8, 21) else 2014
    out = {
        "id": f"001{'2' if gender == 'Nam' else '3'}{born % 100:02}{number + 1:02}{stream.below(10000):04}",
        "name": name, "gender": gender, "born": f"{born}-{1 + stream.below(12):02}-{1 + stream.below(28):02}",
        "ethnicity": ethnicity, "nationality": "Việt Nam", "birthplace": stream.pick(BIRTHPLACES),
        "home_town": stream.pick(TOWNS),
        "address": f"Số {1 + stream.below(300)} {stream.pick(STREETS)}, phường Trần Hưng Đạo, quận Hoàn Kiếm, thành phố Hà Nội",
        "father": father, "mother": mother,
    }
    if number == 12:
        del out["father"]
    if number == 27:  # Lives with a grandmother: named by a warning, as CV 2088 demands the mother.
        del out["father"], out["mother"]
        out["guardian"] = "Trần Thị Hương"
    return out


def award(stream, result):
    if result == "Hoàn thành xuất sắc":
        return "Đạt danh hiệu Học sinh Xuất sắc"
    if result == "Hoàn thành tốt" and stream.below(2):
        return "Đạt danh hiệu Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện"
    return stream.pick(OTHER_AWARDS) if stream.below(5) == 0 else None


def year(stream, result):
    promoted, weak = result != "Chưa hoàn thành", result in ("Hoàn thành", "Chưa hoàn thành")
    out = {
        "name": YEAR, "grade": GRADE, "class": CLASS, "head": HEAD,
        "subjects": subjects(stream, result), "subjects_remark": remark(stream, "subjects", weak),
        "qualities": levels(stream, QUALITIES, result), "qualities_remark": remark(stream, "qualities", weak),
        "general_competences": levels(stream, GENERAL, result),
        "general_competences_remark": remark(stream, "general", weak),
        "specific_competences": levels(stream, SPECIFIC, result),
        "specific_competences_remark": remark(stream, "specific", weak), "result": result,
    }
    if (given := award(stream, result)) is not None:
        out["award"] = given
    out["completion"] = (f"Hoàn thành chương trình lớp {GRADE}; Được lên lớp {GRADE + 1}." if promoted
                         else f"Chưa hoàn thành chương trình lớp {GRADE}; Chưa được lên lớp.")
    out["promoted"] = promoted
    return out


def records():
    stream = Stream(SEED)
    for number, result in enumerate(stream.shuffled(RESULTS)):
        yield {"circular": "27/2020/TT-BGDĐT", "level": "tieu-hoc", "lookup_uuid": uuid4(stream),
                  "effective_on": SIGNED, "pupil": pupil(stream, number), "school": SCHOOL, "years": [year(stream, result)]}


def main():
    for record in records():
        print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
