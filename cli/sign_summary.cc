#include "cli/sign_summary.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <set>
#include <sstream>

#include "cli/report.h"
#include "cli/whose.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

bool is_promoted(const Json& record) {
    const Json* year = record::last_year(record);
    const Json* promoted = year == nullptr ? nullptr : year->find("promoted");
    return promoted == nullptr || promoted->boolean() == nullptr || *promoted->boolean();
}

/// A subject that was examined again, or a promotion that waited for that.
bool is_retested(const Json& record) {
    const Json* year = record::last_year(record);
    if (year == nullptr) return false;
    const Json* promotion = year->find("promotion");
    if (promotion != nullptr && promotion->find("after_retest") != nullptr) return true;
    const Json* subjects = year->find("subjects");
    if (subjects == nullptr || subjects->object() == nullptr) return false;
    return std::any_of(subjects->object()->begin(), subjects->object()->end(),
                       [](const auto& subject) { return subject.second.find("retest") != nullptr; });
}

std::string line_of(const archive::Description& description) {
    return fmt::format("{}  {:<6} {}", description.code, description.class_name, description.pupil_name);
}

void count(ClassCount& to, bool promoted, bool retested, std::size_t remarks) {
    ++to.documents;
    to.not_promoted += promoted ? 0 : 1;
    to.retests += retested ? 1 : 0;
    to.remarks += remarks;
}

std::string row(const std::string& name, const ClassCount& of) {
    return fmt::format("  {:<10}{:>10}{:>20}{:>14}{:>10}\n", name, of.documents, of.not_promoted, of.retests,
                       of.remarks);
}

/// fmt counts bytes of a Vietnamese word as its width only in ASCII; the heads are laid out by hand.
std::string table(const Context& context, const Summary& summary) {
    std::string out = context.say({"  lớp         văn bản    không được lên lớp  kiểm tra lại   xem lại\n",
                                   "  class      documents        not promoted       retests   remarks\n"});
    for (const auto& [name, of] : summary.classes) out += row(name.empty() ? "–" : name, of);
    return out + row(context.say({"cộng", "all"}), summary.all);
}

std::string people(const std::string& head, const std::vector<std::string>& lines) {
    std::string out = lines.empty() ? "" : head + ":\n";
    for (const std::string& line : lines) out += "  " + line + "\n";
    return out;
}

std::string heading(const Context& context, const Desk& desk, const Act& act) {
    std::string out =
        context.say({fmt::format("Ký với vai trò {}, trường {}\nquy trình {}\n", role_name(act.role).vi,
                                 desk.config.school, title_of(desk.procedure)),
                     fmt::format("Signing as {} for school {}\nprocedure {}\n", role_name(act.role).en,
                                 desk.config.school, title_of(desk.procedure))});
    const sign::Reason& reason = act.reason;
    if (!reason.on_behalf_of.empty())
        out += context.say({fmt::format("ký thay {} ({}), lý do: {}\n", reason.on_behalf_of,
                                        reason.on_behalf_article, reason.why),
                            fmt::format("on behalf of {} ({}), because: {}\n", reason.on_behalf_of,
                                        reason.on_behalf_article, reason.why)});
    return out;
}

/// "20261125-080000", in the time that the instant shows.
std::string stamp(Instant now) {
    std::string text = to_rfc3339(now).substr(0, 19);
    std::replace(text.begin(), text.end(), 'T', '-');
    std::erase_if(text, [n = 0](char c) mutable { return ++n != 11 && (c == '-' || c == ':'); });
    return text;
}

constexpr std::size_t kLengthOfCode = 12, kShortDigest = 12;

/// "20261125-080000-principal-0123456789ab": whose list it is.
std::string role_in(const std::string& stem) {
    constexpr std::size_t from = 16;
    if (stem.size() <= from + kShortDigest + 1) return "";
    return stem.substr(from, stem.size() - from - kShortDigest - 1);
}

/// The lines "<code> <SHA-256 in hex>" of a kept list.
std::vector<std::string> lines_in(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const bool is_one = line.size() == kLengthOfCode + 1 + 64 && line[kLengthOfCode] == ' ' &&
                            from_hex(line.substr(kLengthOfCode + 1));
        if (is_one) out.push_back(line);
    }
    return out;
}

}  // namespace

fs::path work_of(const Desk& desk, const Waiting& waiting) {
    return desk.config.work.empty() ? waiting.path.parent_path() : desk.config.work;
}

Summary summarise(const Context& context, const std::vector<const Waiting*>& documents) {
    Summary summary;
    std::set<std::string> lines;
    for (const Waiting* one : documents) {
        const bool promoted = is_promoted(one->record), retested = is_retested(one->record);
        count(summary.all, promoted, retested, one->remarks.size());
        count(summary.classes[one->description.class_name], promoted, retested, one->remarks.size());
        if (!promoted) summary.not_promoted.push_back(line_of(one->description));
        if (retested) summary.retests.push_back(line_of(one->description));
        for (const Problem& remark : one->remarks) ++summary.remarks[context.say(remark.what)];
        lines.insert(one->description.code + " " + to_hex(one->digest) + "\n");
    }
    for (const std::string& line : lines) summary.lines += line;
    summary.digest = sha256(summary.lines);
    return summary;
}

std::string text_of(const Context& context, const Desk& desk, const Act& act, const Summary& summary) {
    std::string out = heading(context, desk, act) + table(context, summary);
    if (summary.signed_before > 0)
        out += context.say({fmt::format("Ký lần này: {}; đã ký trước đó, không ký lại: {}\n",
                                        summary.all.documents, summary.signed_before),
                            fmt::format("To be signed now: {}; signed earlier, not again: {}\n",
                                        summary.all.documents, summary.signed_before)});
    out += people(context.say({"Không được lên lớp", "Not promoted"}), summary.not_promoted);
    out += people(context.say({"Kiểm tra lại", "Examined again"}), summary.retests);
    std::vector<std::string> remarks;
    for (const auto& [sentence, times] : summary.remarks)
        remarks.push_back(fmt::format("{} (× {})", sentence, times));
    out += people(context.say({"Cần xem lại", "Remarks"}), remarks);
    return out + fmt::format("{} {}\n",
                             context.say({"Mã băm danh sách (SHA-256):", "Digest of the list (SHA-256):"}),
                             to_hex(summary.digest));
}

Json to_json(const Act& act, const Summary& summary) {
    Json::Array classes;
    const auto number = [](std::size_t n) { return static_cast<std::int64_t>(n); };
    for (const auto& [name, of] : summary.classes)
        classes.emplace_back(Json::Object{{"class", name},
                                          {"documents", number(of.documents)},
                                          {"not_promoted", number(of.not_promoted)},
                                          {"retests", number(of.retests)},
                                          {"remarks", number(of.remarks)}});
    return Json::Object{{"state", "summary"},
                        {"role", act.role},
                        {"documents", number(summary.all.documents)},
                        {"signed_before", number(summary.signed_before)},
                        {"classes", classes},
                        {"list_sha256", to_hex(summary.digest)}};
}

Result<bool> agreed(const Context& context, std::size_t documents) {
    if (::isatty(STDIN_FILENO) == 0)
        return fail(Fault::usage, "--yes",
                    {"Không có màn hình để hỏi người ký có đồng ý không", "there is no terminal to ask on"},
                    {"Chưa ký gì. Lệnh chạy tự động thì thêm --yes",
                     "nothing was signed; a script that signs says --yes"});
    fmt::print(stderr, "{} ",
               context.say({fmt::format("Ký {} văn bản này? [có/không]", documents),
                            fmt::format("Sign these {} documents? [yes/no]", documents)}));
    std::string answer;
    std::getline(std::cin, answer);
    static const std::set<std::string> kYes{"có", "Có", "CÓ", "co", "c", "yes", "y"};
    return kYes.contains(answer);
}

Result<fs::path> keep_list(const Context& context, const Desk& desk, const Act& act, const Summary& summary,
                           const std::vector<const Waiting*>& documents) {
    const fs::path folder = work_of(desk, *documents.front()) / "lists";
    if (const auto made = make_folder(folder, 0700); !made) return tl::unexpected(made.error());
    std::string text = text_of(context, desk, act, summary);
    std::set<std::string> names;
    for (const Waiting* one : documents) names.insert(line_of(one->description) + "\n");
    text += "\n";
    for (const std::string& name : names) text += name;
    text += "\n" + summary.lines;
    // A list of XML alone is no list of PDFs: ".xml.txt" parts them, and kept_lists() passes it by.
    const bool is_of_xml = documents.front()->path.extension() == ".xml";
    const fs::path path =
        folder / fmt::format("{}-{}-{}{}.txt", stamp(context.now()), act.role,
                             to_hex(summary.digest).substr(0, kShortDigest), is_of_xml ? ".xml" : "");
    if (const auto written = write_file(path, text, 0600); !written) return tl::unexpected(written.error());
    return path;
}

void say_kept(const Context& context, const fs::path& list) {
    say(context, {fmt::format("Danh sách đã duyệt: {}", list.string()),
                  fmt::format("The list agreed to: {}", list.string())});
}

KeptLists kept_lists(const fs::path& work) {
    KeptLists kept;
    const auto files = files_in(work / "lists", ".txt");  // in order of their names, so of their times
    if (!files) return kept;
    for (const fs::path& file : *files) {
        const auto text = read_file(file);
        if (!text) continue;
        const auto lines = lines_in(*text);
        std::string all;
        for (const std::string& line : lines) all += line + "\n";
        const std::string digest = sha256(all), stem = file.stem().string();
        if (!stem.ends_with("-" + to_hex(digest).substr(0, kShortDigest))) continue;
        for (const std::string& line : lines) kept[line.substr(0, kLengthOfCode)][role_in(stem)] = digest;
    }
    return kept;
}

}  // namespace hocba::cli
