// Lists of transcripts in transactions of at most 10 MB (CV 2088/BGDĐT-GDTH, II.2.2 and II.2.8), and back.
#include <fmt/format.h>

#include <pugixml.hpp>
#include <span>

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/exchange/content.h"
#include "engine/exchange/export.h"

namespace hocba::exchange {
namespace {

std::string packed(std::span<const Unit> units) {
    std::string elements;
    for (const Unit& unit : units) elements += unit.xml;
    return pack(list_of(elements));
}

struct Splitter {
    std::span<const Unit> units;
    std::size_t limit;
    std::vector<Package> packages;

    /// Halves rather than a search for the most that fits: the sizes of compressed texts do not add up.
    Result<void> operator()(std::size_t first, std::size_t count) {
        std::string content = packed(units.subspan(first, count));
        if (content.size() <= limit) {
            packages.push_back(
                {fmt::format("package-{:04}.txt", packages.size() + 1), std::move(content), first, count});
            return {};
        }
        if (count == 1) return too_large(units[first], content.size());
        if (auto done = (*this)(first, count / 2); !done) return done;
        return (*this)(first + count / 2, count - count / 2);
    }

    tl::unexpected<Error> too_large(const Unit& unit, std::size_t size) const {
        return fail(
            Fault::record, unit.place,
            {fmt::format("Một học bạ đã chiếm {} byte, giao dịch chứa nhiều nhất {} byte", size, limit),
             fmt::format("one transcript takes {} bytes, a transaction holds {} at most", size, limit)},
            {"Viết ngắn các nhận xét", "shorten the remarks"});
    }
};

/// The bytes between the tags as they stand: nothing is unescaped and escaped again.
std::string raw(pugi::xml_node node) {
    struct Text : pugi::xml_writer {
        std::string bytes;
        void write(const void* data, std::size_t size) override {
            bytes.append(static_cast<const char*>(data), size);
        }
    } text;
    node.print(text, "", pugi::format_raw | pugi::format_no_escapes, pugi::encoding_utf8);
    return text.bytes;
}

}  // namespace

Result<std::vector<Package>> packages(const std::vector<Unit>& units, std::size_t limit) {
    if (units.empty()) return std::vector<Package>{};
    Splitter split{units, limit, {}};
    if (auto done = split(0, units.size()); !done) return forward(std::move(done));
    return std::move(split.packages);
}

Json index(const std::vector<Package>& packages, const std::vector<Unit>& units, bool is_signed) {
    Json::Array files;
    for (const Package& package : packages) {
        Json::Array records;
        for (const Unit& unit : std::span(units).subspan(package.first, package.count))
            records.emplace_back(Json::Object{{"uuid", unit.uuid}, {"pupil", unit.pupil}});
        files.emplace_back(Json::Object{{"file", package.name},
                                        {"bytes", static_cast<std::int64_t>(package.content.size())},
                                        {"sha256", to_hex(sha256(package.content))},
                                        {"records", std::move(records)}});
    }
    return Json::Object{
        {"specification", "2088/BGDĐT-GDTH, II.2.2"}, {"signed", is_signed}, {"packages", std::move(files)}};
}

Result<Transaction> signed_transaction(
    std::string_view content, const std::string& place,
    const std::function<Result<std::string>(const std::string& list)>& sign) {
    const Result<std::string> list = unpack(content, place);
    if (!list) return tl::unexpected(list.error());
    Result<std::string> made = sign(*list);
    if (!made) return forward(std::move(made));
    std::string packed_list = pack(*made);
    return Transaction{*std::move(made), std::move(packed_list)};
}

Result<std::vector<std::string>> units_of(std::string_view content, const std::string& place) {
    const Result<std::string> list = unpack(content, place);
    if (!list) return tl::unexpected(list.error());
    pugi::xml_document document;
    const auto flags = pugi::parse_default & ~(pugi::parse_escapes | pugi::parse_eol);
    const bool read =
        static_cast<bool>(document.load_buffer(list->data(), list->size(), flags, pugi::encoding_utf8));
    const pugi::xml_node root = document.document_element();
    if (!read || std::string_view(root.name()) != "DANH_SACH_HOC_BA")
        return fail(Fault::record, place,
                    {"Nội dung không phải XML có gốc <DANH_SACH_HOC_BA>",
                     "it holds no XML with the root <DANH_SACH_HOC_BA>"},
                    {"Cần gói của giao dịch nộp học bạ (CV 2088, mục II.2.2)",
                     "a package of transcripts is needed (CV 2088, II.2.2)"});
    std::vector<std::string> units;
    for (const pugi::xml_node node : root.children("HOC_BA")) units.push_back(raw(node));
    return units;
}

}  // namespace hocba::exchange
