"""Invented people and schools for the sample classes: pupils, teachers, heads. Nobody here is real."""
from make_class import (BOY_GIVEN, BOY_MIDDLE, FAMILY, GIRL_GIVEN, GIRL_MIDDLE, Stream, uuid4)

# ethnicity, pupil, gender, father, mother: letters that are rare in Vietnamese are here on purpose
MINORITY = [("Ê-đê", "H'Hen Niê", "Nữ", "Y Thắng Êban", "H'Bliă Niê"), ("Ba-na", "Đinh Yŭ", "Nam", "Đinh Hmưnh", "Đinh Thị Byơ̆l"),
            ("Cơ-ho", "K'Brơi", "Nam", "K'Broih", "Ka Dờn"), ("Gia-rai", "Rơ Châm H'Čưñ", "Nữ", "Siu Ƀlơ", "Rơ Châm H'Kĕo"),
            ("Mông", "Giàng A Páo", "Nam", "Giàng A Sính", "Vàng Thị Mỷ"), ("Thái", "Lò Thị Pằn", "Nữ", "Lò Văn Ún", "Quàng Thị Hặc"),
            ("Mnông", "H'Mai Bkrông", "Nữ", "Y Tâm Ndŭ", "H'Ler Bkrông"), ("Tày", "Nông Văn Bảo", "Nam", "Nông Văn Thức", "Hoàng Thị Nhình")]
LONG = ("Kinh", "Công Huyền Tôn Nữ Nguyễn Phúc Bảo Quỳnh Hương Giang", "Nữ", "Nguyễn Phúc Bảo Khánh Vĩnh Thụy", "Hồ Đắc Thị Thanh Nhàn")
TEACHERS = ["Lê Thị Thu Hà", "Nguyễn Đức Thắng", "Phạm Thị Ngọc Bích", "Trần Quang Vinh", "Đỗ Thị Hồng Nhung", "Võ Minh Triết", "Bùi Thị Lan",
            "Hoàng Văn Thái", "Ngô Thị Mỹ Duyên", "Dương Quốc Khánh", "Lý Thị Kim Ngân", "Huỳnh Tấn Phát", "Đoàn Thị Ánh Tuyết", "Phan Anh Dũng"]
JOBS = ["Nông dân", "Công nhân", "Giáo viên", "Buôn bán", "Bộ đội", "Kĩ sư", "Y tá", "Lái xe", "Thợ may", "Nội trợ"]

# Each school: before 2025-26 with its district, after it without.
SCHOOLS = {
    "thcs": {"code": "66200512", "name": "Trung học cơ sở Nguyễn Khuyến", "ward": "Phường Buôn Ma Thuột", "province": "Tỉnh Đắk Lắk"},
    "thpt": {"code": "48000721", "name": "Trung học phổ thông Hòa Sơn", "ward": "Xã Hòa Sơn", "district": "Huyện Hòa Vang",
             "province": "Thành phố Đà Nẵng"},
    "thcs-old": {"code": "66200512", "name": "Trung học cơ sở Nguyễn Khuyến", "ward": "Phường Tân Lợi", "district": "Thành phố Buôn Ma Thuột",
                 "province": "Tỉnh Đắk Lắk"},
    "tieu-hoc": {"code": "01000417", "name": "Tiểu học Quang Trung", "ward": "Phường Trần Hưng Đạo", "district": "Quận Hoàn Kiếm",
                 "province": "Thành phố Hà Nội"},
}
HEAD = {"name": "Trần Văn E", "title": "Hiệu trưởng"}
DEPUTY = {"name": "Nguyễn Thị Minh Châu", "authority": "KT. HIỆU TRƯỞNG", "title": "Phó Hiệu trưởng"}


def name_of(stream, gender):
    middle, given = (BOY_MIDDLE, BOY_GIVEN) if gender == "Nam" else (GIRL_MIDDLE, GIRL_GIVEN)
    return f"{stream.pick(FAMILY)} {stream.pick(middle)} {stream.pick(given)}"


def identity(stream, number):
    """ethnicity, name, gender, father, mother"""
    if number % 4 == 2 and number // 4 < len(MINORITY):
        return MINORITY[number // 4]
    if number == 16:
        return LONG
    gender = "Nam" if stream.below(2) else "Nữ"
    name = name_of(stream, gender)
    family = name.split()[0]
    return "Kinh", name, gender, f"{family} {stream.pick(BOY_MIDDLE)} {stream.pick(BOY_GIVEN)}", f"{stream.pick(FAMILY)} Thị {stream.pick(GIRL_GIVEN)}"


def pupil(stream, number, born, town, secondary):
    """A pupil; `number` 12 has no father, 27 lives with a grandmother."""
    ethnicity, name, gender, father, mother = identity(stream, number)
    century = {("Nam", 20): 2, ("Nữ", 20): 3}[gender, born // 100]
    out = {"id": f"066{century}{born % 100:02}{number + 1:02}{stream.below(10000):04}", "code": f"66{born}{number + 1:04}", "name": name,
           "gender": gender, "born": f"{born}-{1 + stream.below(12):02}-{1 + stream.below(28):02}", "ethnicity": ethnicity,
           "birthplace": f"Bệnh viện đa khoa {town}", "address": f"Số {1 + stream.below(300)} đường Lê Duẩn, {town}",
           "father": father, "mother": mother}
    if secondary:
        out.update({"register": f"{1000 + number}", "father_job": stream.pick(JOBS), "mother_job": stream.pick(JOBS)})
        if number == 6:
            out["priority"] = "Con thương binh"
    else:
        out.update({"nationality": "Việt Nam", "home_town": town})
    if number == 12:
        del out["father"]
        out.pop("father_job", None)
    if number == 27:
        for member in ("father", "mother", "father_job", "mother_job"):
            out.pop(member, None)
        out["guardian"] = "Trần Thị Hương"
        if secondary:
            out["guardian_job"] = "Nội trợ"
    return out


__all__ = ["DEPUTY", "HEAD", "SCHOOLS", "Stream", "TEACHERS", "pupil", "uuid4"]
