#include "tests/exchange/import_support.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "tests/support/process.h"

namespace hocba::exchange {
namespace {

std::vector<Constant> constants() {
    return {{"circular", "27/2020/TT-BGDĐT", "n:1"},
            {"level", "tieu-hoc", "n:2"},
            {"effective_on", "2025-05-30", "n:3"},
            {"pupil.nationality", "Việt Nam", "n:4"},
            {"school.code", "01000417", "n:5"},
            {"school.name", "Tiểu học Quang Trung", "n:6"},
            {"school.ward", "Phường Trần Hưng Đạo", "n:7"},
            {"school.district", "Quận Hoàn Kiếm", "n:8"},
            {"school.province", "Thành phố Hà Nội", "n:9"},
            {"years.last.name", "2024-2025", "n:10"},
            {"years.last.grade", 2, "n:11"},
            {"years.last.class", "2A", "n:12"},
            {"years.last.homeroom.name", "Lê Thị D", "n:13"},
            {"years.last.head.name", "Trần Văn E", "n:14"},
            {"years.last.head.title", "Hiệu trưởng", "n:15"}};
}

Column column(const char* header, const std::string& to) {
    return {header, to, {}, {}, false, std::string("n: ") + header};
}

SheetMapping sheet(const std::filesystem::path& file, const std::string& encoding, const std::string& under,
                   const std::vector<std::pair<const char*, const char*>>& columns) {
    SheetMapping made;
    made.file = file;
    made.key = "Mã học sinh";
    made.encoding = encoding;
    for (const auto& [header, to] : columns)
        made.columns.push_back(column(header, *to == '/' ? std::string(to + 1) : under + to));
    return made;
}

}  // namespace

std::string source(const std::string& path) {
    const Result<std::string> bytes = read_file(std::string(HOCBA_SOURCE) + "/" + path);
    REQUIRE(bytes);
    return *bytes;
}

void put(const std::filesystem::path& path, const std::string& bytes) {
    REQUIRE(write_file(path, bytes));
}

const record::Schema& primary() {
    static const record::Schema schema = [] {
        const auto definitions = parse_json(source("templates/definitions.json"), "definitions.json");
        REQUIRE(definitions);
        auto parsed = record::Schema::parse(source("templates/tt27-2020-tieu-hoc-so/record.schema.json"),
                                            "record.schema.json", *definitions);
        REQUIRE(parsed);
        return *parsed;
    }();
    return schema;
}

std::vector<std::string> sheets_of_2a() {
    return {"hoc-sinh.csv", "ket-qua.csv", "tieng-anh.csv", "nhan-xet.tsv"};
}

Mapping class_2a(const std::filesystem::path& folder, const std::string& encoding, bool capitals) {
    Mapping mapping{"nhap.toml", constants(), {}, {}, true};
    mapping.words = {{"Hoàn thành tốt", "T"}, {"Hoàn thành", "H"}, {"Chưa hoàn thành", "C"}};
    const std::string year = "years.last.";
    mapping.sheets = {
        sheet(folder / "hoc-sinh.csv", encoding, "",
              {{"Mã học sinh", "pupil.code"},
               {"Số định danh cá nhân", "pupil.id"},
               {"Họ và tên", "pupil.name"},
               {"Ngày sinh", "pupil.born"},
               {"Giới tính", "pupil.gender"},
               {"Dân tộc", "pupil.ethnicity"},
               {"Nơi sinh", "pupil.birthplace"},
               {"Quê quán", "pupil.home_town"},
               {"Nơi ở hiện nay", "pupil.address"},
               {"Họ và tên cha", "pupil.father"},
               {"Họ và tên mẹ", "pupil.mother"}}),
        sheet(folder / "ket-qua.csv", encoding, year,
              {{"Họ và tên", "/pupil.name"},
               {"Tiếng Việt / Mức đạt được", "subjects.tieng_viet.level"},
               {"Tiếng Việt / Điểm KTĐK", "subjects.tieng_viet.test"},
               {"Toán / Mức đạt được", "subjects.toan.level"},
               {"Toán / Điểm KTĐK", "subjects.toan.test"},
               {"Đạo đức", "subjects.dao_duc.level"},
               {"Tự nhiên và Xã hội", "subjects.tu_nhien_va_xa_hoi.level"},
               {"Giáo dục thể chất", "subjects.giao_duc_the_chat.level"},
               {"Âm nhạc", "subjects.am_nhac.level"},
               {"Mĩ thuật", "subjects.mi_thuat.level"},
               {"Hoạt động trải nghiệm", "subjects.hoat_dong_trai_nghiem.level"},
               {"Yêu nước", "qualities.yeu_nuoc"},
               {"Nhân ái", "qualities.nhan_ai"},
               {"Chăm chỉ", "qualities.cham_chi"},
               {"Trung thực", "qualities.trung_thuc"},
               {"Trách nhiệm", "qualities.trach_nhiem"},
               {"Tự chủ và tự học", "general_competences.tu_chu_tu_hoc"},
               {"Giao tiếp và hợp tác", "general_competences.giao_tiep_hop_tac"},
               {"Giải quyết vấn đề và sáng tạo", "general_competences.giai_quyet_van_de_sang_tao"},
               {"Ngôn ngữ", "specific_competences.ngon_ngu"},
               {"Tính toán", "specific_competences.tinh_toan"},
               {"Khoa học", "specific_competences.khoa_hoc"},
               {"Thẩm mĩ", "specific_competences.tham_mi"},
               {"Thể chất", "specific_competences.the_chat"},
               {"Đánh giá kết quả giáo dục", "result"}}),
        sheet(folder / "tieng-anh.csv", encoding, year + "subjects.ngoai_ngu_1.",
              {{"Họ và tên", "/pupil.name"}, {"Mức đạt được", "level"}}),
        sheet(folder / "nhan-xet.tsv", encoding, year,
              {{"Môn học và hoạt động giáo dục", "subjects_remark"},
               {"Phẩm chất", "qualities_remark"},
               {"Năng lực chung", "general_competences_remark"},
               {"Năng lực đặc thù", "specific_competences_remark"},
               {"Khen thưởng", "award"},
               {"Hoàn thành chương trình", "completion"},
               {"Được lên lớp", "promoted"}})};
    mapping.sheets[2].constants = {{year + "subjects.ngoai_ngu_1.language", "Tiếng Anh", "n:20"}};
    for (SheetMapping& one : mapping.sheets)
        for (Column& mapped : one.columns)
            mapped.capitals = capitals && mapped.header.starts_with("Họ và tên");
    return mapping;
}

Mapping one_sheet(const std::filesystem::path& file) {
    Mapping mapping{"nhap.toml", constants(), {}, {}, false};
    mapping.words = {{"Hoàn thành tốt", "T"}, {"Hoàn thành", "H"}};
    for (const char* member : {"ethnicity", "birthplace", "home_town", "address"})
        mapping.constants.push_back({std::string("pupil.") + member, "Hà Nội", "n:30"});
    for (const char* remark :
         {"qualities_remark", "general_competences_remark", "specific_competences_remark", "completion"})
        mapping.constants.push_back(
            {std::string("years.last.") + remark, "Hoàn thành chương trình lớp 2", "n:31"});
    for (const char* level :
         {"subjects.tieng_viet.level", "qualities.yeu_nuoc", "qualities.nhan_ai", "qualities.cham_chi",
          "qualities.trung_thuc", "qualities.trach_nhiem", "general_competences.tu_chu_tu_hoc",
          "general_competences.giao_tiep_hop_tac", "general_competences.giai_quyet_van_de_sang_tao",
          "specific_competences.ngon_ngu", "specific_competences.tinh_toan", "specific_competences.khoa_hoc",
          "specific_competences.tham_mi", "specific_competences.the_chat"})
        mapping.constants.push_back({std::string("years.last.") + level, "T", "n:32"});
    mapping.constants.push_back({"years.last.result", "Hoàn thành", "n:33"});
    mapping.constants.push_back({"years.last.promoted", true, "n:34"});
    mapping.sheets = {sheet(file, "", "",
                            {{"Mã học sinh", "pupil.code"},
                             {"Số định danh", "pupil.id"},
                             {"Họ và tên", "pupil.name"},
                             {"Ngày sinh", "pupil.born"},
                             {"Giới tính", "pupil.gender"},
                             {"Toán", "years.last.subjects.toan.level"},
                             {"Điểm Toán", "years.last.subjects.toan.test"},
                             {"Nhận xét", "years.last.subjects_remark"}})};
    return mapping;
}

std::string uuid_of(const std::string& key) {
    UuidLedger ledger;
    return ledger.of(key, [&] { return sha256(key).substr(0, 16); });
}

Import imported(const std::string& csv) {
    const test::Folder folder("import");
    put(folder.path() / "lop.csv", csv);
    Result<Import> made = import_sheets(one_sheet(folder.path() / "lop.csv"), primary(), uuid_of);
    if (!made) FAIL(made.error().problems[0].what.en);
    const std::string path = (folder.path() / "").string();
    for (Rejected& row : made->rejected)
        if (const auto at = row.problem.where.find(path); at != std::string::npos)
            row.problem.where.erase(at, path.size());
    for (Problem& remark : made->remarks)
        if (const auto at = remark.where.find(path); at != std::string::npos)
            remark.where.erase(at, path.size());
    return *made;
}

std::vector<std::string> lines(const std::vector<Problem>& problems) {
    std::vector<std::string> all;
    for (const Problem& problem : problems) all.push_back(problem.where + ": " + problem.what.en);
    return all;
}

std::vector<std::string> lines(const std::vector<Rejected>& rejected) {
    std::vector<Problem> problems;
    for (const Rejected& row : rejected) problems.push_back(row.problem);
    return lines(problems);
}

}  // namespace hocba::exchange
