#include "cli/paper_jobs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/scan_folder.h"
#include "engine/base/file.h"
#include "engine/base/utf8.h"
#include "engine/exchange/scan_list.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;
using exchange::ScanRow;

constexpr std::uintmax_t kLargestList = 64ULL << 20;

void replace_all(std::string& text, std::string_view from, const std::string& to) {
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

form::Paper about_of(const ScanRow& row, const PaperDefaults& defaults) {
    form::Paper paper;
    paper.pupil_id = row.pupil_id;
    paper.pupil_name = row.name;
    paper.born = row.born;
    paper.school = row.school.empty() ? defaults.school : row.school;
    paper.class_name = row.class_name;
    paper.years = row.years;
    paper.scanned_by = row.scanned_by.empty() ? defaults.scanned_by : row.scanned_by;
    const auto day = parse_date(row.scanned_at);
    paper.scanned_at = day ? start_of(*day) : defaults.scanned_at;
    return paper;
}

class Jobs {
  public:
    Jobs(const fs::path& folder, const std::vector<fs::path>& scans, const PaperDefaults& defaults)
        : folder_(folder), scans_(scans), defaults_(defaults) {}

    PaperJobs of(std::vector<ScanRow> rows) {
        for (ScanRow& row : rows) take(row);
        for (auto& [key, pages] : pages_)
            for (auto& [page, files] : pages) {
                auto& all = jobs_[key].files;
                all.insert(all.end(), files.begin(), files.end());
            }
        PaperJobs out{std::move(jobs_), {}};
        for (const fs::path& scan : scans_)
            if (used_.count(scan) == 0)
                out.remarks.push_back({(folder_ / scan).string(),
                                       {"Không dòng nào của danh sách nhắc tới tệp này",
                                        "no row of the list names this file"}});
        return out;
    }

  private:
    void take(ScanRow& row) {
        PaperJob job;
        job.where = row.where;
        job.about = about_of(row, defaults_);
        job.paper = row.paper ? row.paper : defaults_.paper;
        job.problems = std::move(row.problems);
        if (job.about.scanned_by.empty())
            job.problems.push_back({row.where,
                                    {"Không biết ai quét", "it is not said who scanned it"},
                                    {"Thêm cột \"Người quét\", hoặc --operator",
                                     "add the column \"Người quét\", or --operator"}});
        if (!job.problems.empty()) return jobs_.push_back(std::move(job));
        const std::string unit = form::paper_uuid(job.about);
        const auto known = row.page ? units_.find(unit) : units_.end();
        const bool goes_on = known != units_.end() && pages_.count(known->second) != 0;
        const std::size_t place = goes_on ? known->second : jobs_.size();
        std::vector<fs::path> files = files_of(row, job);
        if (goes_on) {
            auto& problems = jobs_[place].problems;
            problems.insert(problems.end(), job.problems.begin(), job.problems.end());
            if (pages_[place].count(*row.page) != 0)
                problems.push_back({row.where,
                                    {fmt::format("Trang {} đã có ở một dòng trước", *row.page),
                                     fmt::format("page {} stands in an earlier row", *row.page)}});
        } else {
            refuse_second(row, job);
            units_.emplace(unit, place);
            if (!row.page) job.files = std::move(files);
            jobs_.push_back(std::move(job));
        }
        if (row.page) pages_[place][*row.page] = std::move(files);
    }

    /// Whose paper a year is of: by number, or by name and birthday.
    static std::string holder_of(const form::Paper& paper) {
        if (!paper.pupil_id.empty()) return paper.school + " " + paper.pupil_id;
        return paper.school + " " + upper(paper.pupil_name) + " " + paper.born;
    }

    void refuse_second(const ScanRow& row, PaperJob& job) {
        for (const std::string& year : job.about.years) {
            const auto [other, fresh] = years_.try_emplace(holder_of(job.about) + " " + year, row.where);
            if (fresh) continue;
            job.problems.push_back(
                {row.where,
                 {fmt::format("Học sinh này đã có ở {} cùng năm học {}", other->second, year),
                  fmt::format("{} has the same pupil and school year {}", other->second, year)},
                 {"Giữ một dòng; nhiều trang của một học sinh thì ghi cột \"Trang\" hoặc nhiều tệp trong một "
                  "ô",
                  "keep one row; for several pages use the column \"Trang\", or several files in one cell"}});
        }
    }

    std::vector<fs::path> files_of(const ScanRow& row, PaperJob& job) {
        std::vector<std::string> names = row.files;
        if (names.empty() && row.pupil_id.empty())
            job.problems.push_back({row.where,
                                    {"Học sinh chưa có mã thì phải ghi tên tệp",
                                     "a pupil without a number needs the names of the files"},
                                    {"Ghi cột \"Tệp\"", "fill in the column \"Tệp\""}});
        else if (names.empty())
            names = {pattern_of(row)};
        std::vector<fs::path> files;
        for (const std::string& name : names) {
            auto found = matching(scans_, name);
            if (found.empty()) job.problems.push_back(missing(row, name));
            files.insert(files.end(), found.begin(), found.end());
        }
        for (const fs::path& file : files) {
            const auto [user, fresh] = used_.try_emplace(file, row.where);
            if (!fresh)
                job.problems.push_back({fmt::format("{}: {}", row.where, file.string()),
                                        {fmt::format("Tệp này đã dùng ở {}", user->second),
                                         fmt::format("this file is used by {}", user->second)}});
        }
        return files;
    }

    std::string pattern_of(const ScanRow& row) const {
        std::string pattern = defaults_.pattern;
        replace_all(pattern, "{pupil}", row.pupil_id);
        replace_all(pattern, "{year}", row.years.empty() ? "" : row.years.front());
        return pattern;
    }

    Problem missing(const ScanRow& row, const std::string& name) const {
        return {fmt::format("{}: {}", row.where, name),
                {fmt::format("Không có tệp quét nào là \"{}\" trong {}", name, folder_.string()),
                 fmt::format("there is no scan \"{}\" in {}", name, folder_.string())},
                {"Chép tệp vào thư mục, sửa cột \"Tệp\", hoặc đổi --pattern",
                 "put the file there, mend the column \"Tệp\", or change --pattern"}};
    }

    const fs::path& folder_;
    const std::vector<fs::path>& scans_;
    const PaperDefaults& defaults_;
    std::vector<PaperJob> jobs_;
    std::map<std::string, std::size_t> units_;                                    // paper_uuid → job
    std::map<std::string, std::string> years_;                                    // holder and year → row
    std::map<fs::path, std::string> used_;                                        // file → row
    std::map<std::size_t, std::map<std::int64_t, std::vector<fs::path>>> pages_;  // of a job
};

}  // namespace

Result<PaperJobs> paper_jobs(const std::string& list, const fs::path& folder, const PaperDefaults& defaults) {
    const auto bytes = read_file(list, kLargestList);
    if (!bytes) return tl::unexpected(bytes.error());
    auto rows = exchange::read_scan_list(*bytes, fs::path(list).filename().string());
    if (!rows) return forward(std::move(rows));
    const auto scans = scans_in(folder);
    if (!scans) return tl::unexpected(scans.error());
    PaperJobs out = Jobs(folder, *scans, defaults).of(std::move(rows->rows));
    for (const std::string& header : rows->unused)
        out.remarks.push_back({list,
                               {fmt::format("Không dùng cột \"{}\"", header),
                                fmt::format("the column \"{}\" is not used", header)}});
    return out;
}

}  // namespace hocba::cli
