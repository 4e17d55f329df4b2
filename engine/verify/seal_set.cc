// The seals of one paper: each by itself, then all of them as pages of one document.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/seal/seal.h"
#include "engine/verify/reason.h"
#include "engine/verify/seal_check.h"
#include "engine/verify/seal_grid.h"
#include "engine/verify/seal_set.h"

namespace hocba::verify {
namespace {

struct Page {
    seal::Token token;
    std::string where;  // "a.jpg: page 3"
};

bool is_same_pupil(const seal::Claims& a, const seal::Claims& b) {
    return a.name == b.name && a.born == b.born && a.pupil_tail == b.pupil_tail;
}

/// Whether one was issued in the other's place: the same transcript of the same pupil's same year. A
/// corrected transcript may have a new UUID, and begins at revision 1 then.
bool is_other_issue(const seal::Claims& a, const seal::Claims& b) {
    return is_same_pupil(a, b) && a.form == b.form && a.school == b.school && a.school_year == b.school_year;
}

/// What is wrong with the text, behind what to do.
Reason misread(const Error& error, const std::string& where) {
    Reason said = reason("seal-text", where);
    const Text& what = error.problems.front().what;
    said.text = {fmt::format("{} ({})", said.text.vi, what.vi),
                 fmt::format("{} ({})", said.text.en, what.en)};
    return said;
}

class SealSet {
  public:
    SealSet(const std::string& name, const Options& options) : options_(options) {
        report_.input = name;
        report_.kind = "seal";
    }

    Report judge(const std::vector<SealText>& texts, std::vector<Reason> before) {
        report_.reasons = std::move(before);
        if (options_.trust == nullptr) say("no-trust", "");
        for (const SealText& text : texts) read(text);
        if (!pages_.empty()) judge_set();
        report_.verdict = verdict_of(report_.reasons);
        if (report_.verdict == Verdict::valid) say("legal-note", "");
        return std::move(report_);
    }

  private:
    const Options& options_;
    Report report_;
    std::vector<Page> pages_;
    std::map<int, std::string> seals_;  // by page, the digest of the one that was seen first

    void say(std::string_view code, std::string where) {
        report_.reasons.push_back(reason(code, std::move(where)));
    }

    void read(const SealText& text) {
        auto token = seal::parse(text.text);
        if (!token) {
            report_.structure = "invalid";
            return report_.reasons.push_back(misread(token.error(), text.where));
        }
        const std::string page = fmt::format("page {}", token->claims.page);
        pages_.push_back({*std::move(token), text.where.empty() ? page : text.where + ": " + page});
    }

    /// The document that most of the pages are of; the first of two that are as often.
    const seal::Claims& main_one() const {
        std::map<std::string, int> count;
        for (const Page& page : pages_) ++count[page.token.claims.document];
        const auto more = [&](const Page& a, const Page& b) {
            return count[a.token.claims.document] < count[b.token.claims.document];
        };
        return std::max_element(pages_.begin(), pages_.end(), more)->token.claims;
    }

    void judge_set() {
        const seal::Claims main = main_one();
        fill_about(main, report_.document);
        report_.pages = static_cast<int>(main.pages);
        for (const Page& page : pages_) add(page, main);
        std::sort(report_.pages_seen.begin(), report_.pages_seen.end());
        std::stable_sort(report_.grid.begin(), report_.grid.end(),
                         [](const SealedCellShown& a, const SealedCellShown& b) { return a.page < b.page; });
        report_.complete = static_cast<std::int64_t>(report_.pages_seen.size()) == main.pages;
        const Asked asked{main.document, main.issued_at, {}, {}};
        judge_status(asked, options_, report_);
        judge_archive(asked, options_, report_);
        if (options_.complete && !report_.complete) say("pages-missing", missing(main.pages));
        say("not-sealed", "");
        say("as-of-year", main.school_year);
    }

    void add(const Page& page, const seal::Claims& main) {
        const seal::Claims& claims = page.token.claims;
        judge_token(page.token, page.where, options_, report_.reasons);
        if (claims.document != main.document) return say(stranger(claims, main), page.where);
        if (claims.revision != main.revision) return say("seal-mixed-revisions", page.where);
        if (!same_document(claims, main)) return say("seal-set", page.where);
        const auto number = static_cast<int>(claims.page);
        const auto [first, is_new] = seals_.emplace(number, page.token.digest);
        if (!is_new)
            return say(first->second == page.token.digest ? "seal-page-twice" : "seal-page-differs",
                       page.where);
        report_.pages_seen.push_back(number);
        for (SealedCellShown& cell : grid_of(claims, options_.forms, report_.reasons))
            report_.grid.push_back(std::move(cell));
    }

    /// A new issue has another document id. In a book, years are compared page by page.
    std::string_view stranger(const seal::Claims& claims, const seal::Claims& main) const {
        if (!is_same_pupil(claims, main)) return "seal-pupil";
        const auto replaced = [&](const Page& page) {
            return page.token.claims.document == main.document && is_other_issue(page.token.claims, claims);
        };
        return std::any_of(pages_.begin(), pages_.end(), replaced) ? "seal-mixed-revisions" : "seal-foreign";
    }

    std::string missing(std::int64_t pages) const {
        std::string list;
        for (int page = 1; page <= pages; ++page) {
            const auto& seen = report_.pages_seen;
            if (std::find(seen.begin(), seen.end(), page) == seen.end())
                list += fmt::format("{}{}", list.empty() ? "" : ", ", page);
        }
        return "page " + list;
    }
};

}  // namespace

Report judge_seals(const std::vector<SealText>& texts, std::vector<Reason> before, const std::string& name,
                   const Options& options) {
    return SealSet(name, options).judge(texts, std::move(before));
}

Report verify_seals(const std::vector<std::string>& qr_texts, const std::string& name,
                    const Options& options) {
    std::vector<SealText> texts;
    for (const std::string& text : qr_texts) texts.push_back({text, ""});
    std::vector<Reason> before;
    if (texts.empty()) before.push_back(reason("no-seal", name));
    return judge_seals(texts, std::move(before), name, options);
}

Report verify_seal(std::string_view qr_text, const std::string& name, const Options& options) {
    return verify_seals({std::string(qr_text)}, name, options);
}

}  // namespace hocba::verify
