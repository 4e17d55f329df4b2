// hocba archive digitised: of old paper, what is scanned, confirmed and missing, by school and year.
#include <fmt/format.h>

#include <map>
#include <memory>
#include <set>

#include "cli/archive_commands.h"
#include "cli/paper_entry.h"
#include "cli/report.h"
#include "engine/base/file.h"
#include "engine/base/utf8.h"
#include "engine/exchange/scan_list.h"

namespace hocba::cli {
namespace {

constexpr std::uintmax_t kLargestRoll = 64ULL << 20;

struct Options {
    std::string folder, school, year, expected, csv;
};

/// One pupil's one year.
struct Line {
    std::string pupil_id, name, born, code, state;  // state: confirmed | unconfirmed | missing
    bool expected = false, keyed = false;
    std::int64_t pages = 0, grey = 0;
};

/// What is told of one school's one year.
struct Sum {
    std::int64_t expected = 0, confirmed = 0, unconfirmed = 0, missing = 0, unexpected = 0, keyed = 0,
                 pages = 0;
};

class Report {
  public:
    explicit Report(const Options& options) : options_(options) {}

    Result<void> add_archive(const archive::Archive& archive) {
        archive::Query query;
        query.school = options_.school;
        const auto entries = archive.find(query);
        if (!entries) return tl::unexpected(entries.error());
        for (const archive::Entry& entry : *entries) {
            if (!is_paper(entry) || entry.is_over()) continue;
            const auto paper = paper_in(archive, entry);
            if (!paper) return tl::unexpected(paper.error());
            add(entry, *paper);
        }
        return {};
    }

    /// The roll may be of one school: then --school says which.
    Result<void> add_roll(const std::string& path, std::vector<Problem>& bad) {
        const auto bytes = read_file(path, kLargestRoll);
        if (!bytes) return tl::unexpected(bytes.error());
        const auto roll = exchange::read_scan_list(*bytes, path);
        if (!roll) return tl::unexpected(roll.error());
        for (const exchange::ScanRow& row : roll->rows) {
            const std::string school = row.school.empty() ? options_.school : row.school;
            bad.insert(bad.end(), row.problems.begin(), row.problems.end());
            if (row.problems.empty() && school.empty())
                bad.push_back(
                    {row.where,
                     {"Không biết trường nào", "the school is not said"},
                     {"Thêm cột \"Mã trường\", hoặc --school", "add the column \"Mã trường\", or --school"}});
            if (!row.problems.empty() || school.empty()) continue;
            if (!options_.school.empty() && school != options_.school) continue;
            for (const std::string& year : row.years) expect(row, school, year);
        }
        has_roll_ = true;
        return {};
    }

    bool has_roll() const { return has_roll_; }
    using Place = std::pair<std::string, std::string>;  // school, year
    const std::map<Place, std::map<std::string, Line>>& lines() const { return lines_; }

    Sum sum_of(const std::map<std::string, Line>& lines) const {
        Sum sum;
        for (const auto& [key, line] : lines) {
            sum.expected += line.expected ? 1 : 0;
            sum.unexpected += has_roll_ && !line.expected ? 1 : 0;
            sum.confirmed += line.state == "confirmed" ? 1 : 0;
            sum.unconfirmed += line.state == "unconfirmed" ? 1 : 0;
            sum.missing += line.state == "missing" ? 1 : 0;
            sum.keyed += line.keyed ? 1 : 0;
            sum.pages += line.pages;
        }
        return sum;
    }

  private:
    bool wants(const std::string& year) const { return options_.year.empty() || options_.year == year; }

    static std::string key_of(const std::string& id, const std::string& name, const std::string& born) {
        return id.empty() ? upper(name) + " " + born : id;
    }

    void add(const archive::Entry& entry, const form::Paper& paper) {
        for (const std::string& year : paper.years) {
            if (!wants(year)) continue;
            Line& line = lines_[{paper.school, year}][key_of(paper.pupil_id, paper.pupil_name, paper.born)];
            line = {paper.pupil_id,
                    paper.pupil_name,
                    paper.born,
                    entry.description.code,
                    entry.state,
                    false,
                    !paper.keyed_sha256.empty(),
                    0,
                    0};
            for (const form::PaperSheet& sheet : paper.sheets) {
                ++line.pages;
                line.grey += sheet.colour ? 0 : 1;
            }
        }
    }

    void expect(const exchange::ScanRow& row, const std::string& school, const std::string& year) {
        if (!wants(year)) return;
        auto& lines = lines_[{school, year}];
        const auto [place, fresh] = lines.try_emplace(key_of(row.pupil_id, row.name, row.born));
        if (fresh) place->second = {row.pupil_id, row.name, row.born, "", "missing", true, false, 0, 0};
        place->second.expected = true;
    }

    const Options& options_;
    std::map<Place, std::map<std::string, Line>> lines_;
    bool has_roll_ = false;
};

Json to_json(const Report::Place& place, const Sum& sum, bool has_roll) {
    return Json::Object{{"kind", "year"},
                        {"school", place.first},
                        {"year", place.second},
                        {"expected", has_roll ? Json(sum.expected) : Json(nullptr)},
                        {"confirmed", sum.confirmed},
                        {"unconfirmed", sum.unconfirmed},
                        {"missing", has_roll ? Json(sum.missing) : Json(nullptr)},
                        {"unexpected", has_roll ? Json(sum.unexpected) : Json(nullptr)},
                        {"keyed", sum.keyed},
                        {"pages", sum.pages}};
}

Json to_json(const Report::Place& place, const Line& line, bool has_roll) {
    return Json::Object{{"kind", "pupil"},
                        {"school", place.first},
                        {"year", place.second},
                        {"pupil_id", line.pupil_id},
                        {"pupil", line.name},
                        {"born", line.born},
                        {"state", line.state},
                        {"code", line.code},
                        {"expected", has_roll ? Json(line.expected) : Json(nullptr)},
                        {"keyed", line.keyed},
                        {"pages", line.pages},
                        {"grey_pages", line.grey}};
}

Text in_words(const std::string& state) {
    if (state == "confirmed") return {"đã xác nhận", "confirmed"};
    if (state == "unconfirmed") return {"chưa xác nhận", "unconfirmed"};
    return {"còn thiếu", "missing"};
}

void tell(const Context& context, const Report& report) {
    for (const auto& [place, lines] : report.lines()) {
        const Sum sum = report.sum_of(lines);
        const Text roll = report.has_roll() ? Text{fmt::format(", còn thiếu {} trong {}, ngoài danh sách {}",
                                                               sum.missing, sum.expected, sum.unexpected),
                                                   fmt::format(", {} of {} missing, {} not on the roll",
                                                               sum.missing, sum.expected, sum.unexpected)}
                                            : Text{};
        say(context,
            {fmt::format("{}  {}: {} đã xác nhận, {} chưa xác nhận{}; {} trang, {} bản kèm dữ liệu nhập",
                         place.first, place.second, sum.confirmed, sum.unconfirmed, roll.vi, sum.pages,
                         sum.keyed),
             fmt::format("{}  {}: {} confirmed, {} unconfirmed{}; {} pages, {} with keyed marks", place.first,
                         place.second, sum.confirmed, sum.unconfirmed, roll.en, sum.pages, sum.keyed)});
        say_json(context, to_json(place, sum, report.has_roll()));
        for (const auto& [key, line] : lines) {
            say_json(context, to_json(place, line, report.has_roll()));
            if (line.state == "confirmed") continue;
            const Text state = in_words(line.state);
            say(context, {fmt::format("  {}: {} {} {}", state.vi, line.pupil_id, line.name, line.code),
                          fmt::format("  {}: {} {} {}", state.en, line.pupil_id, line.name, line.code)});
        }
    }
    if (report.lines().empty())
        say(context, {"Kho chưa có bản số hóa nào", "the archive has no scans of paper"});
}

std::string csv_of(const Context& context, const Report& report) {
    std::vector<std::vector<std::string>> rows{
        {"Mã trường", "Năm học", "Mã định danh", "Họ và tên", "Ngày sinh",
         context.say({"Tình trạng", "state"}), context.say({"Mã bản số hóa", "code"}),
         context.say({"Số trang", "pages"}), context.say({"Có dữ liệu nhập", "keyed"})}};
    for (const auto& [place, lines] : report.lines())
        for (const auto& [key, line] : lines)
            rows.push_back({place.first, place.second, line.pupil_id, line.name, line.born,
                            context.say(in_words(line.state)), line.code, std::to_string(line.pages),
                            line.keyed ? "x" : ""});
    return exchange::csv_table(rows);
}

int digitised(const Context& context, const Options& options) {
    const auto archive = archive::Archive::open_for_reading(options.folder);
    if (!archive) return failed(context, archive.error());
    Report report(options);
    if (const auto added = report.add_archive(**archive); !added) return failed(context, added.error());
    std::vector<Problem> bad;
    if (!options.expected.empty())
        if (const auto added = report.add_roll(options.expected, bad); !added)
            return failed(context, added.error());
    tell(context, report);
    if (!options.csv.empty())
        if (const auto written = write_file(options.csv, csv_of(context, report)); !written)
            return failed(context, written.error());
    return bad.empty() ? 0 : failed(context, Error{Fault::record, bad});
}

}  // namespace

void add_archive_digitised(Program& program, CLI::App& parent) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(
        program, parent, "digitised",
        "học bạ giấy: đã quét, đã xác nhận, còn thiếu / scans of paper: what is there", digitised, options);
    command->add_option("ARCHIVE", options->folder)->required();
    command->add_option("--school", options->school, "mã trường / school code");
    command->add_option("--year", options->year, "năm học / school year");
    command->add_option("--expected", options->expected,
                        "CSV: học sinh, năm học phải có / who must be there (as the list of scans)");
    command->add_option("--csv", options->csv, "ghi từng học sinh ra CSV / write each pupil as CSV");
    command->footer(
        "Ví dụ / example:\n  hocba archive digitised archive/ --expected so-dang-bo.csv --csv con-thieu.csv");
}

}  // namespace hocba::cli
