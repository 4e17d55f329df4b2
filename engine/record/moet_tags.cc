#include "engine/record/moet_tags.h"

namespace hocba::record::moet {

std::string_view official(std::string_view name) {
    if (name == "TONG_SO_BUOI_NGHI_KHONG_PHEP") return "THONG_SO_BUOI_NGHI_KHONG_PHEP";
    if (name == "NANG_LUC_GIAO_TIEP_HOP_TAC") return "NANG_LUC_GIAO_TIEP_HOC_TAC";
    return name;
}

const std::vector<Tag>& general() {
    static const std::vector<Tag> tags{
        {"PHIEN_BAN", true, Kind::read_only, ""},
        {"THONG_TU", true, Kind::circular, "circular"},
        {"MA_TRA_CUU_UUID", true, Kind::uuid, "lookup_uuid"},
        {"TEN_NAM_HOC", true, Kind::school_year, "year/name"},
        {"MA_SO_GIAO_DUC", true, Kind::text, "school/department_code"},
        {"TEN_SO_GD", true, Kind::text, "school/department"},
        {"MA_TRUONG", true, Kind::text, "school/code"},
        {"TEN_TRUONG", true, Kind::text, "school/name"},
        {"TEN_QUAN_HUYEN", false, Kind::text, "school/district"},
        {"TEN_XA_PHUONG", true, Kind::text, "school/ward"},
        {"TEN_TINH_THANH_PHO", true, Kind::text, "school/province"},
        {"MA_CAP_HOC", true, Kind::stage, "level"},
        {"SO_SO_DANG_BO", true, Kind::text, "pupil/register"},
        {"HO_VA_TEN", true, Kind::text, "pupil/name"},
        {"SO_CCCD", true, Kind::id12, "pupil/id"},
        {"MA_HOC_SINH", true, Kind::text, "pupil/code"},
        {"GIOI_TINH", true, Kind::text, "pupil/gender"},
        {"NGAY_SINH", true, Kind::day, "pupil/born"},
        {"CAN_NANG", true, Kind::decimal, "year/weight_kg"},
        {"CHIEU_CAO", true, Kind::decimal, "year/height_cm"},
        {"TONG_SO_BUOI_NGHI_CO_PHEP", true, Kind::whole, "year/absences/excused"},
        {"THONG_SO_BUOI_NGHI_KHONG_PHEP", true, Kind::whole, "year/absences/unexcused"},
        {"NOI_SINH", true, Kind::text, "pupil/birthplace"},
        {"QUE_QUAN", true, Kind::text, "pupil/home_town"},
        {"CHO_O_HIEN_NAY", true, Kind::text, "pupil/address"},
        {"DAN_TOC", true, Kind::text, "pupil/ethnicity"},
        {"QUOC_TICH", true, Kind::text, "pupil/nationality"},
        {"HO_VA_TEN_CHA", false, Kind::text, "pupil/father"},
        {"HO_VA_TEN_ME", false, Kind::text, "pupil/mother"},
        {"HO_VA_TEN_NGUOI_GIAM_HO", false, Kind::text, "pupil/guardian"},
        {"TEN_GIAM_HIEU_KY_HOC_BA", true, Kind::text, "year/head/name"},
        {"SO_CCCD_GIAM_HIEU_KY_HOC_BA", true, Kind::id12, "year/head/id"},
        {"DIA_DANH_PHAT_HANH_HOC_BA", true, Kind::text, "place"},
        {"NGAY_TAO_HOC_BA", true, Kind::day, "created_on"},
        {"NGAY_KY_PHAT_HANH_HOC_BA", true, Kind::day, "effective_on"},
        {"CHUC_VU_GIAM_HIEU_KY_HOC_BA", true, Kind::text, "year/head/title"},
        {"TEN_GIAO_VIEN_CHU_NHIEM", false, Kind::text, "year/homeroom/name"},
        {"SO_CCCD_GIAO_VIEN_CHU_NHIEM", false, Kind::id12, "year/homeroom/id"},
        {"MA_KHOI", true, Kind::grade, "year/grade"},
        {"TEN_LOP", true, Kind::text, "year/class"},
        {"NAM_HOC", true, Kind::read_only, ""},
    };
    return tags;
}

const std::vector<Tag>& history() {
    static const std::vector<Tag> tags{
        {"TEN_LOP", true, Kind::text, "class"},
        {"TEN_TRUONG", true, Kind::text, "school"},
        {"NGAY_TRANG_THAI_CHUYEN_DEN", true, Kind::day, "arrived_on"},
    };
    return tags;
}

const std::vector<Tag>& summary() {
    static const std::vector<Tag> tags{
        {"KET_QUA_XEP_LOAI", true, Kind::text, "year/result"},
        {"DUOC_LEN_LOP", true, Kind::flag, "year/promoted"},
        {"NOI_DUNG_HOAN_THANH_CHUONG_TRINH", false, Kind::text, "year/completion"},
        {"DA_HOAN_THANH_CHUONG_TRINH_LOP_HOC", true, Kind::read_only, ""},
        {"DA_HOAN_THANH_CHUONG_TRINH_TIEU_HOC", false, Kind::read_only, ""},
        {"NOI_DUNG_KHEN_THUONG", false, Kind::text, "year/award"},
        {"NOI_DUNG_KHEN_THUONG_DOT_XUAT", false, Kind::text, "year/award"},
        // The XML has no remark a subject: this one is section 1's merged cell.
        {"NHAN_XET_GVCN", true, Kind::text, "year/subjects_remark"},
    };
    return tags;
}

const std::vector<Tag>& marks() {
    static const std::vector<Tag> tags{
        {"MA_MON_HOC", true, Kind::read_only, ""},
        {"TEN_MON_HOC", true, Kind::text, "name"},
        {"MUC_DAT_DUOC", true, Kind::text, "level"},
        {"DIEM_KIEM_TRA_DINH_KY", false, Kind::decimal, "test"},
    };
    return tags;
}

const std::vector<Tag>& assessments() {
    static const std::vector<Tag> tags{
        {"NANG_LUC_TU_CHU_TU_HOC", true, Kind::quality, "year/general_competences/tu_chu_tu_hoc"},
        {"NANG_LUC_GIAO_TIEP_HOC_TAC", true, Kind::quality, "year/general_competences/giao_tiep_hop_tac"},
        {"NANG_LUC_GIAI_QUYET_VAN_DE_SANG_TAO", true, Kind::quality,
         "year/general_competences/giai_quyet_van_de_sang_tao"},
        {"NANG_LUC_NGON_NGU", true, Kind::quality, "year/specific_competences/ngon_ngu"},
        {"NANG_LUC_TINH_TOAN", true, Kind::quality, "year/specific_competences/tinh_toan"},
        {"NANG_LUC_KHOA_HOC", true, Kind::quality, "year/specific_competences/khoa_hoc"},
        {"NANG_LUC_CONG_NGHE", false, Kind::quality, "year/specific_competences/cong_nghe"},
        {"NANG_LUC_TIN_HOC", false, Kind::quality, "year/specific_competences/tin_hoc"},
        {"NANG_LUC_THAM_MI", true, Kind::quality, "year/specific_competences/tham_mi"},
        {"NANG_LUC_THE_CHAT", true, Kind::quality, "year/specific_competences/the_chat"},
        {"PHAM_CHAT_YEU_NUOC", true, Kind::quality, "year/qualities/yeu_nuoc"},
        {"PHAM_CHAT_NHAN_AI", true, Kind::quality, "year/qualities/nhan_ai"},
        {"PHAM_CHAT_CHAM_CHI", true, Kind::quality, "year/qualities/cham_chi"},
        {"PHAM_CHAT_TRUNG_THUC", true, Kind::quality, "year/qualities/trung_thuc"},
        {"PHAM_CHAT_TRACH_NHIEM", true, Kind::quality, "year/qualities/trach_nhiem"},
        {"NHAN_XET_PHAM_CHAT", true, Kind::text, "year/qualities_remark"},
        {"NHAN_XET_NANG_LUC_CHUNG", true, Kind::text, "year/general_competences_remark"},
        {"NHAN_XET_NANG_LUC_DAC_THU", true, Kind::text, "year/specific_competences_remark"},
    };
    return tags;
}

}  // namespace hocba::record::moet
