// MOET's primary XML (CV 2088/BGDĐT-GDTH, II.1.5 and phụ lục 1.1) as a record's JSON.
//
// The table names the tags of each part but MOET's sample file, which shows their nesting, is not among our
// sources. Accepted:
//   HOC_BA
//     DU_LIEU_HOC_BA
//       THONG_TIN_CHUNG          the tags of "Thông tin chung"
//       QUA_TRINH_HOC_TAP        one row, repeated; or rows in elements of any name inside it
//       TONG_KET                 the tags of "Tổng kết"
//         BANG_DIEM              one row, repeated; or rows in elements of any name inside it
//         DANH_GIA_NANG_LUC_PHAM_CHAT
//       (BANG_DIEM and DANH_GIA_NANG_LUC_PHAM_CHAT also beside TONG_KET)
//     DANH_SACH_THONG_TIN_KY     GVBM, GVCN, CBQL, KY_PHAT_HANH: signatures are not data and are left to
//     `verify`
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>

#include "engine/base/utf8.h"
#include "engine/record/moet_tags.h"
#include "engine/record/moet_values.h"
#include "engine/record/moet_xml.h"
#include "engine/record/nearest.h"
#include "engine/record/record.h"
#include "engine/record/xml_source.h"

namespace hocba::record {
namespace {

using pugi::xml_node;

bool is_element(xml_node node) {
    return node.type() == pugi::node_element;
}

bool is_complex(xml_node node) {
    const auto children = node.children();
    return std::any_of(children.begin(), children.end(), is_element);
}

std::string content(xml_node node) {
    const std::string_view text = node.text().get();
    const auto first = text.find_first_not_of(" \t\n"), last = text.find_last_not_of(" \t\n");
    return first == std::string_view::npos ? "" : std::string(text.substr(first, last - first + 1));
}

/// "year/head/name" into the record; "year" is the one year.
void put(Json::Object& record, std::string_view member, Json value) {
    const auto slash = member.find('/');
    if (slash == std::string_view::npos) {
        record[std::string(member)] = std::move(value);
        return;
    }
    Json& inner = record[std::string(member.substr(0, slash))];
    if (inner.object() == nullptr) inner = Json::Object{};
    put(*inner.object(), member.substr(slash + 1), std::move(value));
}

class Reader {
  public:
    explicit Reader(const XmlSource& source) : source_(source) {}
    std::vector<Problem> problems;

    Json read() {
        const xml_node root = source_.root();
        if (std::string_view(root.name()) != "HOC_BA") {
            report(root, {fmt::format("Thẻ gốc là <{}>, phải là <HOC_BA>", root.name()),
                          fmt::format("the root is <{}>, it must be <HOC_BA>", root.name())});
            return nullptr;
        }
        known_children(root, {"DU_LIEU_HOC_BA", "DANH_SACH_THONG_TIN_KY"});
        known_children(root.child("DANH_SACH_THONG_TIN_KY"), {"GVBM", "GVCN", "CBQL", "KY_PHAT_HANH"});
        const xml_node data = root.child("DU_LIEU_HOC_BA");
        if (!data) {
            missing(root, "DU_LIEU_HOC_BA");
            return nullptr;
        }
        return unit(data);
    }

  private:
    using Leaves = std::map<std::string, xml_node, std::less<>>;
    const XmlSource& source_;
    Json::Object record_;

    void report(xml_node node, Text what, Text hint = {}) {
        problems.push_back({source_.place(node), std::move(what), std::move(hint)});
    }

    void missing(xml_node parent, std::string_view name) {
        report(parent,
               {fmt::format("Thiếu thẻ bắt buộc <{}> trong <{}>", name, parent.name()),
                fmt::format("the mandatory tag <{}> is missing in <{}>", name, parent.name())},
               {"Bổ sung dữ liệu rồi xuất lại (CV 2088, phụ lục 1.1)",
                "fill it in and export again (CV 2088, phụ lục 1.1)"});
    }

    void unknown(xml_node node, const std::vector<std::string>& known) {
        const std::string near = nearest(node.name(), known);
        report(node,
               {fmt::format("Thẻ <{}> không có trong CV 2088, phụ lục 1.1", node.name()),
                fmt::format("CV 2088, phụ lục 1.1 has no tag <{}>", node.name())},
               near.empty()
                   ? Text{}
                   : Text{fmt::format("Có phải <{}>?", near), fmt::format("did you mean <{}>?", near)});
    }

    void known_children(xml_node parent, const std::vector<std::string>& known) {
        for (const xml_node node : parent.children())
            if (is_element(node) && std::find(known.begin(), known.end(), node.name()) == known.end())
                unknown(node, known);
    }

    Json unit(xml_node data) {
        known_children(data, {"THONG_TIN_CHUNG", "QUA_TRINH_HOC_TAP", "TONG_KET", "BANG_DIEM",
                              "DANH_GIA_NANG_LUC_PHAM_CHAT"});
        single(data, "THONG_TIN_CHUNG", moet::general());
        rows(data, data, "QUA_TRINH_HOC_TAP", moet::history(), &Reader::history_row);
        single(data, "TONG_KET", moet::summary());
        const xml_node summary = data.child("TONG_KET");
        const bool nested = static_cast<bool>(summary.child("BANG_DIEM"));
        rows(data, nested ? summary : data, "BANG_DIEM", moet::marks(), &Reader::mark_row);
        single(summary.child("DANH_GIA_NANG_LUC_PHAM_CHAT") ? summary : data, "DANH_GIA_NANG_LUC_PHAM_CHAT",
               moet::assessments());
        check_school_year(data.child("THONG_TIN_CHUNG"));
        check_completed(summary);
        if (const auto year = record_.find("year"); year != record_.end()) {
            Json::Array years{std::move(year->second)};
            record_.erase(year);
            record_["years"] = std::move(years);
        }
        return std::move(record_);
    }

    /// The part's own tags, by official name; unknown and repeated ones are reported.
    Leaves leaves(xml_node part, const std::vector<moet::Tag>& tags) {
        Leaves found;
        std::vector<std::string> known;
        for (const moet::Tag& tag : tags) known.emplace_back(tag.name);
        for (const xml_node node : part.children()) {
            if (!is_element(node) || is_section(node)) continue;
            const std::string name(moet::official(node.name()));
            if (std::find(known.begin(), known.end(), name) == known.end())
                unknown(node, known);
            else if (!found.emplace(name, node).second)
                report(
                    node,
                    {fmt::format("Thẻ <{}> xuất hiện hai lần", name), fmt::format("<{}> occurs twice", name)},
                    {"Giữ lại một thẻ", "keep one of them"});
        }
        return found;
    }

    static bool is_section(xml_node node) {
        const std::string_view name = node.name();
        return name == "BANG_DIEM" || name == "DANH_GIA_NANG_LUC_PHAM_CHAT";
    }

    void single(xml_node parent, const char* name, const std::vector<moet::Tag>& tags) {
        const xml_node part = parent.child(name);
        if (!part) return missing(parent, name);
        for (auto& [tag, value] : values(part, tags)) {
            const Json* before = tag->member == "year/award" ? award() : nullptr;
            // CV 2088 keeps two kinds of awards; the form has one line for both.
            if (before != nullptr) value = *before->string() + "; " + *value.string();
            if (!tag->member.empty()) put(record_, tag->member, std::move(value));
        }
    }

    const Json* award() const {
        const auto year = record_.find("year");
        return year == record_.end() ? nullptr : year->second.find("award");
    }

    using Values = std::vector<std::pair<const moet::Tag*, Json>>;

    Values values(xml_node part, const std::vector<moet::Tag>& tags) {
        Values read;
        const Leaves found = leaves(part, tags);
        for (const moet::Tag& tag : tags) {
            const auto leaf = found.find(tag.name);
            const std::string text = leaf == found.end() ? "" : content(leaf->second);
            if (text.empty() && tag.need == moet::Need::mandatory) missing(part, tag.name);
            if (text.empty()) continue;
            moet::Value value = moet::read(tag.kind, text);
            if (value.refused.vi.empty())
                read.emplace_back(&tag, std::move(value.json));
            else
                report(leaf->second, {fmt::format("{}: {}", tag.name, value.refused.vi),
                                      fmt::format("{}: {}", tag.name, value.refused.en)});
        }
        return read;
    }

    void rows(xml_node owner, xml_node parent, const char* name, const std::vector<moet::Tag>& tags,
              void (Reader::*take)(xml_node, Json::Object)) {
        if (!parent.child(name)) return missing(owner, name);
        for (const xml_node part : parent.children(name)) {
            bool wrapped = false;
            for (const xml_node row : part.children()) {
                if (!is_element(row) || !is_complex(row)) continue;
                wrapped = true;
                take_row(row, tags, take);
            }
            if (!wrapped) take_row(part, tags, take);
        }
    }

    void take_row(xml_node row, const std::vector<moet::Tag>& tags,
                  void (Reader::*take)(xml_node, Json::Object)) {
        Json::Object read;
        for (auto& [tag, value] : values(row, tags))
            if (!tag->member.empty()) read[std::string(tag->member)] = std::move(value);
        (this->*take)(row, std::move(read));
    }

    void history_row(xml_node, Json::Object row) {
        Json& history = record_["history"];
        if (history.array() == nullptr) history = Json::Array{};
        history.array()->emplace_back(std::move(row));
    }

    void mark_row(xml_node node, Json::Object row) {
        const Json read(std::move(row));
        const std::string name = read.text_or("name"), level = read.text_or("level");
        if (name.empty() || level.empty()) return;  // reported as missing
        const moet::SubjectName subject = moet::subject_name(name);
        if (subject.key.empty())
            return report(node,
                          {fmt::format("Mẫu không có môn \"{}\"", name),
                           fmt::format("the form has no subject \"{}\"", name)},
                          {"Ghi tên môn như trong CV 2088, phụ lục 2", "write it as in CV 2088, phụ lục 2"});
        const moet::Value symbol = moet::subject_level(level);
        if (!symbol.refused.vi.empty())
            return report(node, {fmt::format("{}: {}", name, symbol.refused.vi),
                                 fmt::format("{}: {}", name, symbol.refused.en)});
        Json::Object entry{{"level", symbol.json}};
        if (const Json* test = read.find("test")) entry["test"] = *test;
        if (!subject.language.empty()) entry["language"] = subject.language;
        const auto year = record_.find("year");
        const Json* subjects = year == record_.end() ? nullptr : year->second.find("subjects");
        if (subjects != nullptr && subjects->find(subject.key) != nullptr)
            return report(node, {fmt::format("Môn \"{}\" xuất hiện hai lần", name),
                                 fmt::format("\"{}\" occurs twice", name)});
        put(record_, "year/subjects/" + subject.key, std::move(entry));
    }

    /// NAM_HOC repeats TEN_NAM_HOC, whole or by its first year.
    void check_school_year(xml_node general) {
        const xml_node node = general.child("NAM_HOC");
        const std::string given = content(node);
        const auto year = record_.find("year");
        const std::string name = year == record_.end() ? "" : year->second.text_or("name");
        if (given.empty() || name.empty() || given == name || given == name.substr(0, 4)) return;
        if (moet::read(moet::Kind::school_year, given).json == Json(name)) return;
        report(node, {fmt::format("NAM_HOC \"{}\" khác TEN_NAM_HOC \"{}\"", given, name),
                      fmt::format("NAM_HOC \"{}\" differs from TEN_NAM_HOC \"{}\"", given, name)});
    }

    /// DA_HOAN_THANH_CHUONG_TRINH_LOP_HOC repeats what the sentence of section 6 says.
    void check_completed(xml_node summary) {
        const xml_node node = summary.child("DA_HOAN_THANH_CHUONG_TRINH_LOP_HOC");
        const auto year = record_.find("year");
        const std::string said = upper(year == record_.end() ? "" : year->second.text_or("completion"));
        if (content(node).empty()) return;
        const moet::Value flag = moet::read(moet::Kind::flag, content(node));
        if (!flag.refused.vi.empty())
            return report(node, {fmt::format("{}: {}", node.name(), flag.refused.vi),
                                 fmt::format("{}: {}", node.name(), flag.refused.en)});
        const bool not_completed = said.find("CHƯA HOÀN THÀNH") != std::string::npos;
        if (said.empty() || *flag.json.boolean() != not_completed) return;
        report(node, {fmt::format("{} là \"{}\", trái với NOI_DUNG_HOAN_THANH_CHUONG_TRINH", node.name(),
                                  content(node)),
                      fmt::format("{} is \"{}\", against NOI_DUNG_HOAN_THANH_CHUONG_TRINH", node.name(),
                                  content(node))});
    }
};

}  // namespace

Result<MoetReading> read_moet_xml(std::string_view bytes, const std::string& place) {
    const Result<XmlSource> source = XmlSource::load(bytes, place);
    if (!source) return tl::unexpected(source.error());
    Reader reader(*source);
    Json json = reader.read();
    return MoetReading{std::move(json), std::move(reader.problems)};
}

Result<Json> from_moet_xml(std::string_view bytes, const std::string& place) {
    Result<MoetReading> reading = read_moet_xml(bytes, place);
    if (!reading) return forward(std::move(reading));
    if (!reading->problems.empty()) return tl::unexpected(Error{Fault::record, std::move(reading->problems)});
    return std::move(reading->json);
}

}  // namespace hocba::record
