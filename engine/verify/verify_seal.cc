// The seals of one paper: each by itself, then all of them as pages of one document.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/seal/seal.h"
#include "engine/verify/reason.h"
#include "engine/verify/seal_check.h"
#include "engine/verify/seal_grid.h"
#include "engine/verify/verify.h"

namespace hocba::verify {
namespace {

std::string where_of(const seal::Claims& claims) {
    return fmt::format("page {}", claims.page);
}

class SealSet {
  public:
    SealSet(const std::string& name, const Options& options) : options_(options) {
        report_.input = name;
        report_.kind = "seal";
    }

    Report judge(const std::vector<std::string>& texts) {
        if (options_.trust == nullptr) say("no-trust", "");
        for (const std::string& text : texts) read(text);
        if (texts.empty()) say("no-seal", report_.input);
        if (!tokens_.empty()) judge_set();
        report_.verdict = verdict_of(report_.reasons);
        if (report_.verdict == Verdict::valid) say("legal-note", "");
        return std::move(report_);
    }

  private:
    const Options& options_;
    Report report_;
    std::vector<seal::Token> tokens_;

    void say(std::string_view code, std::string where) {
        report_.reasons.push_back(reason(code, std::move(where)));
    }

    void read(const std::string& text) {
        auto token = seal::parse(text);
        if (token) return tokens_.push_back(*std::move(token));
        const auto& problems = token.error().problems;
        report_.structure = "invalid";
        say("seal-text", problems.empty() ? report_.input : problems.front().what.en);
    }

    /// The document that most of the pages are of; the first of two that are as often.
    const seal::Claims& main_one() const {
        std::map<std::string, int> count;
        for (const auto& token : tokens_) ++count[token.claims.document];
        const auto more = [&](const seal::Token& a, const seal::Token& b) {
            return count[a.claims.document] < count[b.claims.document];
        };
        return std::max_element(tokens_.begin(), tokens_.end(), more)->claims;
    }

    void judge_set() {
        const seal::Claims main = main_one();
        fill_about(main, report_.document);
        report_.pages = static_cast<int>(main.pages);
        for (const seal::Token& token : tokens_) page(token, main);
        std::sort(report_.pages_seen.begin(), report_.pages_seen.end());
        report_.complete = static_cast<std::int64_t>(report_.pages_seen.size()) == main.pages;
        const Asked asked{main.document, main.issued_at, {}, {}};
        judge_status(asked, options_, report_);
        judge_archive(asked, options_, report_);
        if (options_.complete && !report_.complete) say("pages-missing", missing(main.pages));
        say("not-sealed", "");
        say("as-of-year", main.school_year);
    }

    void page(const seal::Token& token, const seal::Claims& main) {
        const seal::Claims& claims = token.claims;
        judge_token(token, where_of(claims), options_, report_.reasons);
        if (claims.document != main.document) return say("seal-foreign", where_of(claims));
        if (claims.revision != main.revision) return say("seal-mixed-revisions", where_of(claims));
        if (!same_document(claims, main)) return say("seal-set", where_of(claims));
        const auto number = static_cast<int>(claims.page);
        auto& seen = report_.pages_seen;
        if (std::find(seen.begin(), seen.end(), number) != seen.end())
            return say("seal-page-twice", where_of(claims));
        seen.push_back(number);
        for (SealedCellShown& cell : grid_of(claims, options_.forms, report_.reasons))
            report_.grid.push_back(std::move(cell));
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

Report verify_seals(const std::vector<std::string>& qr_texts, const std::string& name,
                    const Options& options) {
    return SealSet(name, options).judge(qr_texts);
}

Report verify_seal(std::string_view qr_text, const std::string& name, const Options& options) {
    return verify_seals({std::string(qr_text)}, name, options);
}

}  // namespace hocba::verify
