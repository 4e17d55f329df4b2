#include <fmt/format.h>

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/utf8.h"
#include "engine/qr/qr.h"
#include "engine/seal/claims.h"
#include "engine/seal/cose.h"

namespace hocba::seal {
namespace {

/// ISO/IEC 18004, 6.3.8: four light modules on every side.
constexpr std::int64_t kQuietModules = 4;
/// Measured: below it double photocopies are no longer read.
constexpr std::int64_t kSmallestModuleUm = 430;
constexpr std::size_t kDocument = 8, kPageDigest = 16, kSetDigest = 8, kTail = 4;

std::string place(std::size_t page) {
    return fmt::format("page {}", page + 1);
}

/// The digests of a set of pages, taken once.
struct Digests {
    std::vector<std::string> page;
    std::string set;
};

Digests digests_of(const page::Pages& pages) {
    Digests out;
    std::string joined;
    for (std::size_t page = 0; page < pages.pages.size(); ++page) {
        out.page.push_back(page_digest(pages, page));
        joined += out.page.back();
    }
    out.set = sha256(joined);
    return out;
}

/// What is the same on all pages.
Claims common(const page::Pages& pages, const form::Issue& issue, std::string_view issue_id, int form_number,
              const form::Holder& holder) {
    Claims c;
    c.form = form_number;
    c.document = issue_id.substr(0, kDocument);
    c.revision = issue.revision;
    c.pages = static_cast<std::int64_t>(pages.pages.size());
    c.issued_at = Instant{issue.issued_at.unix_s};
    c.school = issue.school;
    c.pupil_tail = tail_of(holder.pupil_id);
    c.name = nfc(holder.name);
    c.born = holder.born;
    return c;
}

std::vector<Cell> cells_of(const std::vector<SealedCell>& sealed) {
    std::vector<Cell> cells;
    for (const SealedCell& cell : sealed) cells.push_back({cell.number, cell.code});
    return cells;
}

/// School year, class and cells of one page.
Result<void> own_claims(const page::Pages& pages, std::size_t page, const form::Holder& holder,
                        Claims& claims) {
    const std::uint32_t year = pages.pages[page].year;
    const SealedYear named = year_of(pages, page, holder);
    claims.school_year = named.name;
    claims.class_name = named.class_name;
    const auto sealed = page::sealed_on(pages, page);
    if (std::any_of(sealed.begin(), sealed.end(), [&](const SealedCell& cell) { return cell.year != year; }))
        return fail(Fault::form, place(page),
                    {"Trang có kết quả của hai năm học.", "The page has results of two school years."},
                    {"Để mỗi năm học bắt đầu ở trang mới.", "Begin each school year on a new page."});
    claims.cells = cells_of(sealed);
    return {};
}

Result<std::string> token(const Claims& claims, std::string_view host, const Sealer& sealer) {
    auto payload = encode(claims);
    if (!payload) return payload;
    Sign1 message{kEdDsa, sealer.key_id(), std::move(*payload), {}};
    auto signature = sealer.sign(sig_structure(message));
    if (!signature) return signature;
    message.signature = std::move(*signature);
    std::string out = "HTTPS://";
    for (const char c : host) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out + "/V#" + to_base32(encode(message));
}

Result<void> fits(const page::Seal& seal, const Modules& modules, std::size_t page) {
    const std::int64_t side = modules.side + 2 * kQuietModules;
    const std::int64_t module = std::min(seal.area.width.um, seal.area.height.um) / side;
    if (module >= kSmallestModuleUm) return {};
    return fail(Fault::form, place(page),
                {fmt::format("Tem quá nhỏ: mỗi ô QR chỉ {} µm, cần ít nhất 430 µm.", module),
                 fmt::format("The seal is too small: {} µm a module, at least 430 µm are needed.", module)},
                {"Dành ô tem rộng hơn (34 mm) trong form.xml hoặc rút ngắn tên miền xác minh.",
                 "Reserve a larger square (34 mm) in form.xml or use a shorter verification host."});
}

/// Draws the token into every seal square of the page; there must be one.
Result<void> fill(page::Pages& pages, std::size_t page, std::string_view text) {
    const auto modules = qr::encode(text);
    if (!modules) return tl::unexpected(modules.error());
    bool found = false;
    for (auto& group : pages.pages[page].groups)
        for (auto& item : group.items) {
            auto* seal = std::get_if<page::Seal>(&item);
            if (!seal) continue;
            if (auto fit = fits(*seal, *modules, page); !fit) return fit;
            seal->modules = *modules;
            found = true;
        }
    if (found) return {};
    return fail(Fault::form, place(page), {"Trang không có ô tem.", "The page has no seal square."},
                {"Thêm phần tử seal vào header hoặc footer của form.xml.",
                 "Put a seal element into the header or footer of form.xml."});
}

tl::unexpected<Error> not_these(const std::string& where, const char* vi, const char* en) {
    return fail(Fault::record, where, {vi, en},
                {"Kiểm tra lại tệp --seals có đúng của bản ghi và biểu mẫu này không.",
                 "Check that the --seals file belongs to this record and form."});
}

/// Whether the recorded token can be that of this page.
Result<void> belongs(const Claims& claims, const Digests& digests, const std::vector<Cell>& cells,
                     std::size_t page) {
    const auto number = static_cast<std::int64_t>(page) + 1;
    if (claims.page != number || claims.pages != static_cast<std::int64_t>(digests.page.size()))
        return not_these(place(page), "Tem đã ghi thuộc trang khác.",
                         "The recorded seal is of another page.");
    if (claims.page_digest != digests.page[page].substr(0, kPageDigest) || claims.cells != cells)
        return not_these(place(page), "Nội dung trang khác với nội dung khi đóng tem.",
                         "The page's text is not the text that was sealed.");
    return {};
}

/// Whether all tokens were issued together; asked last, so that a changed page is named by its number.
Result<void> same_set(const Claims& claims, const Claims& first, const Digests& digests, std::size_t page) {
    if (claims.set_digest != digests.set.substr(0, kSetDigest) || claims.document != first.document ||
        claims.revision != first.revision)
        return not_these(place(page), "Các tem đã ghi không thuộc cùng một bộ trang.",
                         "The recorded seals are not of one set of pages.");
    return {};
}

}  // namespace

std::string page_digest(const page::Pages& pages, std::size_t page) {
    return sha256(page::text_of(pages, page));
}

std::string set_digest(const page::Pages& pages) {
    return digests_of(pages).set;
}

std::string tail_of(std::string_view pupil_id) {
    std::string digits;
    for (const char c : pupil_id)
        if (c >= '0' && c <= '9') digits += c;
    return digits.size() > kTail ? digits.substr(digits.size() - kTail) : digits;
}

SealedYear year_of(const page::Pages& pages, std::size_t page, const form::Holder& holder) {
    const std::uint32_t year = pages.pages[page].year;
    const bool known = year < pages.years.size() && !pages.years[year].name.empty();
    return known ? pages.years[year] : SealedYear{holder.school_year, holder.class_name};
}

Result<page::Sealed> apply(page::Pages pages, const form::Issue& issue, std::string_view issue_id,
                           int form_number, const form::Holder& holder, const Sealer& sealer) {
    if (issue.seal_key_id != to_hex(sealer.key_id()))
        return fail(Fault::signing, "issue/seal_key_id",
                    {"Khóa làm tem khác với khóa ghi trong lần phát hành.",
                     "The seal key is not the one that the issue names."},
                    {"Dùng đúng tệp khóa làm tem đã ghi trong hocba.toml.",
                     "Use the seal key file that hocba.toml names."});
    page::Sealed sealed;
    const Digests digests = digests_of(pages);
    Claims claims = common(pages, issue, issue_id, form_number, holder);
    claims.set_digest = digests.set.substr(0, kSetDigest);
    for (std::size_t page = 0; page < pages.pages.size(); ++page) {
        claims.page = static_cast<std::int64_t>(page) + 1;
        claims.page_digest = digests.page[page].substr(0, kPageDigest);
        if (auto own = own_claims(pages, page, holder, claims); !own) return tl::unexpected(own.error());
        auto text = token(claims, issue.host, sealer);
        if (!text) return tl::unexpected(std::move(text).error());
        if (auto filled = fill(pages, page, *text); !filled) return tl::unexpected(filled.error());
        sealed.tokens.push_back(std::move(*text));
    }
    sealed.pages = std::move(pages);
    return sealed;
}

Result<page::Sealed> apply_recorded(page::Pages pages, const std::vector<std::string>& tokens) {
    if (tokens.size() != pages.pages.size())
        return not_these("--seals", "Số tem đã ghi khác số trang.",
                         "There are not as many recorded seals as pages.");
    const Digests digests = digests_of(pages);
    std::vector<Claims> claims;
    for (std::size_t page = 0; page < tokens.size(); ++page) {
        auto token = parse(tokens[page]);
        if (!token) return tl::unexpected(Error{Fault::record, std::move(token.error().problems)});
        claims.push_back(std::move(token->claims));
        if (auto own = belongs(claims.back(), digests, cells_of(page::sealed_on(pages, page)), page); !own)
            return tl::unexpected(own.error());
    }
    for (std::size_t page = 0; page < tokens.size(); ++page) {
        if (auto same = same_set(claims[page], claims.front(), digests, page); !same)
            return tl::unexpected(same.error());
        if (auto filled = fill(pages, page, tokens[page]); !filled) return tl::unexpected(filled.error());
    }
    return page::Sealed{std::move(pages), tokens};
}

}  // namespace hocba::seal
