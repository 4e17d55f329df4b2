#include "engine/record/moet_tags.h"

namespace hocba::record::moet {

std::string_view official(std::string_view name) {
    if (name == "TONG_SO_BUOI_NGHI_KHONG_PHEP") return "THONG_SO_BUOI_NGHI_KHONG_PHEP";
    if (name == "NANG_LUC_GIAO_TIEP_HOP_TAC") return "NANG_LUC_GIAO_TIEP_HOC_TAC";
    return name;
}

const std::vector<Tag>& general() {
    static const std::vector<Tag> tags{
        {"PHIEN_BAN", Need::mandatory, Kind::read_only, "", "Phiên bản"},
        {"THONG_TU", Need::mandatory, Kind::circular, "circular", "Thông tư"},
        {"MA_TRA_CUU_UUID", Need::mandatory, Kind::uuid, "lookup_uuid", "Mã số tra cứu học bạ"},
        {"TEN_NAM_HOC", Need::mandatory, Kind::school_year, "year/name", "Tên năm học"},
        {"MA_SO_GIAO_DUC", Need::mandatory, Kind::text, "school/department_code", "Mã sở giáo dục"},
        {"TEN_SO_GD", Need::mandatory, Kind::text, "school/department", "Tên sở giáo dục"},
        {"MA_TRUONG", Need::mandatory, Kind::text, "school/code", "Mã trường"},
        {"TEN_TRUONG", Need::mandatory, Kind::text, "school/name", "Tên trường"},
        {"TEN_QUAN_HUYEN", Need::expected, Kind::text, "school/district", "Tên quận huyện"},
        {"TEN_XA_PHUONG", Need::mandatory, Kind::text, "school/ward", "Tên xã phường"},
        {"TEN_TINH_THANH_PHO", Need::mandatory, Kind::text, "school/province", "Tên tỉnh thành phố"},
        {"MA_CAP_HOC", Need::mandatory, Kind::stage, "level", "Mã cấp học"},
        {"SO_SO_DANG_BO", Need::mandatory, Kind::text, "pupil/register", "Số sổ đăng bộ"},
        {"HO_VA_TEN", Need::mandatory, Kind::text, "pupil/name", "Họ và tên"},
        {"SO_CCCD", Need::mandatory, Kind::id12, "pupil/id", "Số CCCD"},
        {"MA_HOC_SINH", Need::mandatory, Kind::text, "pupil/code", "Mã học sinh"},
        {"GIOI_TINH", Need::mandatory, Kind::text, "pupil/gender", "Giới tính"},
        {"NGAY_SINH", Need::mandatory, Kind::day, "pupil/born", "Ngày sinh"},
        {"CAN_NANG", Need::mandatory, Kind::decimal, "year/weight_kg", "Cân nặng"},
        {"CHIEU_CAO", Need::mandatory, Kind::decimal, "year/height_cm", "Chiều cao"},
        {"TONG_SO_BUOI_NGHI_CO_PHEP", Need::mandatory, Kind::whole, "year/absences/excused",
         "Tổng số buổi nghỉ có phép"},
        {"THONG_SO_BUOI_NGHI_KHONG_PHEP", Need::mandatory, Kind::whole, "year/absences/unexcused",
         "Tổng số buổi nghỉ không phép"},
        {"NOI_SINH", Need::mandatory, Kind::text, "pupil/birthplace", "Nơi sinh"},
        {"QUE_QUAN", Need::mandatory, Kind::text, "pupil/home_town", "Quê quán"},
        {"CHO_O_HIEN_NAY", Need::mandatory, Kind::text, "pupil/address", "Chỗ ở hiện nay"},
        {"DAN_TOC", Need::mandatory, Kind::text, "pupil/ethnicity", "Dân tộc"},
        {"QUOC_TICH", Need::mandatory, Kind::text, "pupil/nationality", "Quốc tịch"},
        {"HO_VA_TEN_CHA", Need::optional, Kind::text, "pupil/father", "Họ và tên cha"},
        {"HO_VA_TEN_ME", Need::expected, Kind::text, "pupil/mother", "Họ và tên mẹ"},
        {"HO_VA_TEN_NGUOI_GIAM_HO", Need::optional, Kind::text, "pupil/guardian", "Họ và tên người giám hộ"},
        {"TEN_GIAM_HIEU_KY_HOC_BA", Need::mandatory, Kind::text, "year/head/name", "Tên giám hiệu ký học bạ"},
        {"SO_CCCD_GIAM_HIEU_KY_HOC_BA", Need::mandatory, Kind::id12, "year/head/id",
         "Số CCCD giám hiệu ký học bạ"},
        {"DIA_DANH_PHAT_HANH_HOC_BA", Need::mandatory, Kind::text, "place", "Địa danh phát hành học bạ"},
        {"NGAY_TAO_HOC_BA", Need::mandatory, Kind::day, "created_on", "Ngày tạo học bạ"},
        {"NGAY_KY_PHAT_HANH_HOC_BA", Need::mandatory, Kind::day, "effective_on", "Ngày ký phát hành học bạ"},
        {"CHUC_VU_GIAM_HIEU_KY_HOC_BA", Need::mandatory, Kind::text, "year/head/title",
         "Chức vụ giám hiệu ký học bạ"},
        {"TEN_GIAO_VIEN_CHU_NHIEM", Need::optional, Kind::text, "year/homeroom/name",
         "Tên giáo viên chủ nhiệm"},
        {"SO_CCCD_GIAO_VIEN_CHU_NHIEM", Need::optional, Kind::id12, "year/homeroom/id",
         "Số CCCD giáo viên chủ nhiệm"},
        {"MA_KHOI", Need::mandatory, Kind::grade, "year/grade", "Mã khối"},
        {"TEN_LOP", Need::mandatory, Kind::text, "year/class", "Tên lớp"},
        {"NAM_HOC", Need::mandatory, Kind::read_only, "", "Năm học"},
    };
    return tags;
}

const std::vector<Tag>& history() {
    static const std::vector<Tag> tags{
        {"TEN_LOP", Need::mandatory, Kind::text, "class", "Tên lớp"},
        {"TEN_TRUONG", Need::mandatory, Kind::text, "school", "Tên trường"},
        {"NGAY_TRANG_THAI_CHUYEN_DEN", Need::mandatory, Kind::day, "arrived_on",
         "Ngày trạng thái chuyển đến"},
    };
    return tags;
}

const std::vector<Tag>& summary() {
    static const std::vector<Tag> tags{
        {"KET_QUA_XEP_LOAI", Need::mandatory, Kind::text, "year/result", "Kết quả xếp loại"},
        {"DUOC_LEN_LOP", Need::mandatory, Kind::flag, "year/promoted", "Được lên lớp"},
        {"NOI_DUNG_HOAN_THANH_CHUONG_TRINH", Need::optional, Kind::text, "year/completion",
         "Nội dung hoàn thành chương trình lớp học"},
        {"DA_HOAN_THANH_CHUONG_TRINH_LOP_HOC", Need::mandatory, Kind::read_only, "",
         "Đã hoàn thành chương trình lớp học"},
        {"DA_HOAN_THANH_CHUONG_TRINH_TIEU_HOC", Need::optional, Kind::read_only, "",
         "Đã hoàn thành chương trình tiểu học"},
        {"NOI_DUNG_KHEN_THUONG", Need::optional, Kind::text, "year/award", "Nội dung khen thưởng"},
        {"NOI_DUNG_KHEN_THUONG_DOT_XUAT", Need::optional, Kind::text, "year/award",
         "Nội dung khen thưởng đột xuất"},
        // The XML has no remark a subject: this one is section 1's merged cell.
        {"NHAN_XET_GVCN", Need::mandatory, Kind::text, "year/subjects_remark",
         "Nhận xét giáo viên chủ nhiệm"},
    };
    return tags;
}

const std::vector<Tag>& marks() {
    static const std::vector<Tag> tags{
        {"MA_MON_HOC", Need::mandatory, Kind::read_only, "", "Mã môn học"},
        {"TEN_MON_HOC", Need::mandatory, Kind::text, "name", "Tên môn học"},
        {"MUC_DAT_DUOC", Need::mandatory, Kind::text, "level", "Mức đạt được"},
        {"DIEM_KIEM_TRA_DINH_KY", Need::optional, Kind::decimal, "test", "Điểm kiểm tra định kỳ"},
    };
    return tags;
}

const std::vector<Tag>& assessments() {
    static const std::vector<Tag> tags{
        {"NANG_LUC_TU_CHU_TU_HOC", Need::mandatory, Kind::quality, "year/general_competences/tu_chu_tu_hoc",
         "Năng lực tự chủ tự học"},
        {"NANG_LUC_GIAO_TIEP_HOC_TAC", Need::mandatory, Kind::quality,
         "year/general_competences/giao_tiep_hop_tac", "Năng lực giao tiếp hợp tác"},
        {"NANG_LUC_GIAI_QUYET_VAN_DE_SANG_TAO", Need::mandatory, Kind::quality,
         "year/general_competences/giai_quyet_van_de_sang_tao", "Năng lực giải quyết vấn đề sáng tạo"},
        {"NANG_LUC_NGON_NGU", Need::mandatory, Kind::quality, "year/specific_competences/ngon_ngu",
         "Năng lực ngôn ngữ"},
        {"NANG_LUC_TINH_TOAN", Need::mandatory, Kind::quality, "year/specific_competences/tinh_toan",
         "Năng lực tính toán"},
        {"NANG_LUC_KHOA_HOC", Need::mandatory, Kind::quality, "year/specific_competences/khoa_hoc",
         "Năng lực khoa học"},
        {"NANG_LUC_CONG_NGHE", Need::optional, Kind::quality, "year/specific_competences/cong_nghe",
         "Năng lực công nghệ"},
        {"NANG_LUC_TIN_HOC", Need::optional, Kind::quality, "year/specific_competences/tin_hoc",
         "Năng lực tin học"},
        {"NANG_LUC_THAM_MI", Need::mandatory, Kind::quality, "year/specific_competences/tham_mi",
         "Năng lực thẩm mĩ"},
        {"NANG_LUC_THE_CHAT", Need::mandatory, Kind::quality, "year/specific_competences/the_chat",
         "Năng lực thể chất"},
        {"PHAM_CHAT_YEU_NUOC", Need::mandatory, Kind::quality, "year/qualities/yeu_nuoc",
         "Phẩm chất yêu nước"},
        {"PHAM_CHAT_NHAN_AI", Need::mandatory, Kind::quality, "year/qualities/nhan_ai", "Phẩm chất nhân ái"},
        {"PHAM_CHAT_CHAM_CHI", Need::mandatory, Kind::quality, "year/qualities/cham_chi",
         "Phẩm chất chăm chỉ"},
        {"PHAM_CHAT_TRUNG_THUC", Need::mandatory, Kind::quality, "year/qualities/trung_thuc",
         "Phẩm chất trung thực"},
        {"PHAM_CHAT_TRACH_NHIEM", Need::mandatory, Kind::quality, "year/qualities/trach_nhiem",
         "Phẩm chất trách nhiệm"},
        {"NHAN_XET_PHAM_CHAT", Need::mandatory, Kind::text, "year/qualities_remark", "Nhận xét phẩm chất"},
        {"NHAN_XET_NANG_LUC_CHUNG", Need::mandatory, Kind::text, "year/general_competences_remark",
         "Nhận xét năng lực chung"},
        {"NHAN_XET_NANG_LUC_DAC_THU", Need::mandatory, Kind::text, "year/specific_competences_remark",
         "Nhận xét năng lực đặc thù"},
    };
    return tags;
}

}  // namespace hocba::record::moet
