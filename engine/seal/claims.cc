#include "engine/seal/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/base/utf8.h"
#include "engine/seal/cbor.h"

namespace hocba::seal {
namespace {

constexpr std::size_t kClaims = 17;
constexpr std::size_t kDocument = 8, kPageDigest = 16, kSetDigest = 8, kTail = 4;
constexpr std::int64_t kMostPages = 999;

bool is_plain(std::string_view text) {
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    return !ill_formed_at(text) && std::none_of(text.begin(), text.end(), control) && is_nfc(text);
}

bool is_tail(std::string_view text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return text.size() <= kTail && std::all_of(text.begin(), text.end(), digit);
}

/// "2023-2024" is 2023; 0 is no school year. Nothing for other texts.
std::optional<std::int64_t> first_year(std::string_view text) {
    if (text.empty()) return 0;
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (error != std::errc{} || year < 1000 || year > 9998) return std::nullopt;
    return text == fmt::format("{}-{}", year, year + 1) ? std::optional<std::int64_t>(year) : std::nullopt;
}

std::optional<std::string> school_year(std::int64_t year) {
    if (year == 0) return "";
    if (year < 1000 || year > 9998) return std::nullopt;
    return fmt::format("{}-{}", year, year + 1);
}

/// The first claim that no page can have; nothing if all are possible.
const char* impossible(const Claims& c) {
    if (c.form < 0) return "form";
    if (c.document.size() != kDocument) return "document";
    if (c.revision < 1) return "revision";
    if (c.pages < 1 || c.pages > kMostPages) return "pages";
    if (c.page < 1 || c.page > c.pages) return "page";
    if (c.issued_at.unix_s < 0) return "issued_at";
    if (c.page_digest.size() != kPageDigest) return "page_digest";
    if (c.set_digest.size() != kSetDigest) return "set_digest";
    if (!is_plain(c.school)) return "school";
    if (!is_tail(c.pupil_tail)) return "pupil_tail";
    if (!is_plain(c.name)) return "name";
    if (!parse_date(c.born)) return "born";
    if (!first_year(c.school_year)) return "school_year";
    if (!is_plain(c.class_name)) return "class_name";
    if (!pack(c.cells)) return "cells";
    return nullptr;
}

tl::unexpected<Error> bad_claim(Fault fault, std::string_view claim) {
    return fail(fault, fmt::format("seal/{}", claim),
                {fmt::format("Nội dung tem không hợp lệ ở mục “{}”.", claim),
                 fmt::format("The seal's claim “{}” is not possible.", claim)});
}

/// RFC 3339 has years of four digits: outside them there is no date of birth.
std::optional<std::string> date_of(std::int64_t day) {
    constexpr std::int64_t kFirst = -719162, kLast = 2932896;  // 0001-01-01, 9999-12-31
    if (day < kFirst || day > kLast) return std::nullopt;
    return to_string(local_date(Instant{day * 86400, 0}));
}

/// Fills `claims` in the order of the array; the name of the first claim that is not there.
class Filler {
  public:
    explicit Filler(std::string_view cbor) : reader_(cbor) {}

    void integer(const char* claim, std::int64_t& into) { keep(claim, reader_.integer(), into); }
    void bytes(const char* claim, std::string& into) { keep(claim, reader_.bytes(), into); }
    void text(const char* claim, std::string& into) { keep(claim, reader_.text(), into); }
    void date(const char* claim, std::string& into) {
        const auto day = reader_.integer();
        keep(claim, day ? date_of(*day) : std::nullopt, into);
    }
    void year(const char* claim, std::string& into) {
        const auto year = reader_.integer();
        keep(claim, year ? school_year(*year) : std::nullopt, into);
    }
    void cells(std::vector<Cell>& into) {
        const auto first = reader_.integer();
        const auto bytes = first ? reader_.bytes() : std::nullopt;
        keep("cells", bytes ? unpack(*first, *bytes) : std::nullopt, into);
    }
    bool array() { return reader_.array(kClaims); }
    bool at_end() const { return reader_.at_end(); }
    const char* missing() const { return missing_; }

  private:
    template <class T>
    void keep(const char* claim, std::optional<T> value, T& into) {
        if (missing_) return;
        if (value)
            into = std::move(*value);
        else
            missing_ = claim;
    }

    CborReader reader_;
    const char* missing_ = nullptr;
};

}  // namespace

Result<std::string> encode(const Claims& c) {
    if (const char* claim = impossible(c)) return bad_claim(Fault::record, claim);
    std::string out = cbor_array(kClaims);
    out += cbor_integer(Claims::version);
    out += cbor_integer(c.form);
    out += cbor_bytes(c.document);
    out += cbor_integer(c.revision);
    out += cbor_integer(c.page);
    out += cbor_integer(c.pages);
    out += cbor_integer(c.issued_at.unix_s);
    out += cbor_bytes(c.page_digest);
    out += cbor_bytes(c.set_digest);
    out += cbor_text(c.school);
    out += cbor_text(c.pupil_tail);
    out += cbor_text(c.name);
    out += cbor_integer(days(*parse_date(c.born)));
    out += cbor_integer(*first_year(c.school_year));
    out += cbor_text(c.class_name);
    const PackedCells cells = *pack(c.cells);
    out += cbor_integer(cells.first);
    out += cbor_bytes(cells.bytes);
    return out;
}

Result<Claims> decode_claims(std::string_view cbor) {
    Claims c;
    std::int64_t version = 0;
    Filler fill(cbor);
    if (!fill.array()) return bad_claim(Fault::document, "array");
    fill.integer("version", version);
    if (!fill.missing() && version != Claims::version)
        return fail(Fault::document, "seal/version",
                    {fmt::format("Tem thuộc phiên bản {}, chương trình này chỉ đọc phiên bản 1.", version),
                     fmt::format("The seal is of version {}; this program reads version 1.", version)},
                    {"Cập nhật chương trình hoặc trang xác minh.", "Update the program or the page."});
    fill.integer("form", c.form);
    fill.bytes("document", c.document);
    fill.integer("revision", c.revision);
    fill.integer("page", c.page);
    fill.integer("pages", c.pages);
    fill.integer("issued_at", c.issued_at.unix_s);
    fill.bytes("page_digest", c.page_digest);
    fill.bytes("set_digest", c.set_digest);
    fill.text("school", c.school);
    fill.text("pupil_tail", c.pupil_tail);
    fill.text("name", c.name);
    fill.date("born", c.born);
    fill.year("school_year", c.school_year);
    fill.text("class_name", c.class_name);
    fill.cells(c.cells);
    if (fill.missing()) return bad_claim(Fault::document, fill.missing());
    if (!fill.at_end()) return bad_claim(Fault::document, "end");
    if (const char* claim = impossible(c)) return bad_claim(Fault::document, claim);
    return c;
}

}  // namespace hocba::seal
