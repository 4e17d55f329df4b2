// hocba archive book: a pupil's record of all years, of units that were verified once more.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "cli/archive_commands.h"
#include "cli/archive_lookup.h"
#include "cli/gate.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/record/book.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string folder, pupil, trust, output;
};

/// A document in force, with what verify says of it.
struct Unit {
    archive::Entry entry;
    record::SignedUnit signed_unit;
};

/// A year of another circular or level stands in a book of its own.
using Shelf = std::map<std::string, std::vector<Unit>>;

/// Who signed for the school, as the signature proves it, under the title that the page prints.
void take_signer(const verify::Report& report, record::SignedUnit& unit) {
    for (const verify::SignatureReport& signature : report.signatures) {
        if (signature.role != "principal") continue;
        const auto time = signature.time_proven ? signature.time_proven : signature.time_claimed;
        const Json* year = record::last_year(unit.record);
        const Json* head = year == nullptr ? nullptr : year->find("head");
        unit.by = signature.signer;
        unit.title = head == nullptr ? "" : head->text_or("title");
        if (unit.title.empty()) unit.title = signature.title.empty() ? "Hiệu trưởng" : signature.title;
        unit.on = time ? to_string(local_date(*time)) : "";
        if (unit.on.empty()) unit.by.clear();
    }
}

Result<Unit> unit_of(const archive::Archive& archive, const archive::Entry& entry,
                     const verify::Options& how) {
    auto submission = archive.get(entry);
    if (!submission) return forward(std::move(submission));
    const std::string& code = entry.description.code;
    const auto report = valid(how, submission->pdf, submission->xml, code);
    if (!report) return tl::unexpected(report.error());
    auto record = parse_json(submission->record, code);
    if (!record) return forward(std::move(record));
    Unit unit{entry, {*std::move(record), code, {}, {}, {}}};
    take_signer(*report, unit.signed_unit);
    return unit;
}

/// All of the pupil's units in force, each verified; everything that is wrong with any.
Result<Shelf> shelf_of(const archive::Archive& archive, const std::string& pupil,
                       const verify::Options& how) {
    archive::Query query;
    query.pupil_id = pupil;
    query.state = "issued";
    const auto entries = archive.find(query);
    if (!entries) return tl::unexpected(entries.error());
    if (entries->empty())
        return fail(Fault::usage, "--pupil " + pupil,
                    {"Kho không có học bạ nào còn hiệu lực của học sinh này",
                     "the archive has no transcript in force of this pupil"},
                    {"Ghi mã định danh đủ 12 chữ số", "give the personal id, all 12 digits"});
    Shelf shelf;
    Error error{Fault::document, {}};
    for (const archive::Entry& entry : *entries) {
        auto unit = unit_of(archive, entry, how);
        if (unit) {
            const Json& record = unit->signed_unit.record;
            shelf[record.text_or("level") + " " + record.text_or("circular")].push_back(*std::move(unit));
            continue;
        }
        error.fault = unit.error().fault;
        error.problems.insert(error.problems.end(), unit.error().problems.begin(),
                              unit.error().problems.end());
    }
    if (!error.problems.empty()) return tl::unexpected(std::move(error));
    return shelf;
}

/// Of the units that it is made of: the same units give the same book.
std::string uuid_of(const std::vector<Unit>& units) {
    std::string name = "hocba book";
    for (const Unit& unit : units) name += " " + to_hex(unit.entry.description.document);
    return hocba::uuid_of(name, 4);
}

Result<void> write_book(const Context& context, const std::vector<Unit>& units, const std::string& folder) {
    std::vector<record::SignedUnit> parts;
    Json::Array from;
    std::string years;
    for (const Unit& unit : units) {
        parts.push_back(unit.signed_unit);
        from.emplace_back(unit.entry.description.code);
        years += (years.empty() ? "" : ", ") + unit.entry.description.school_year;
    }
    auto book = record::book_of(std::move(parts), uuid_of(units));
    if (!book) return forward(std::move(book));
    tell(context, book->remarks);
    const std::string file = (fs::path(folder) / (units.back().entry.description.code + ".json")).string();
    if (auto written = write_file(file, pretty(book->record)); !written) return written;
    say_json(context, Json::Object{{"file", file},
                                   {"units", std::move(from)},
                                   {"years", static_cast<std::int64_t>(units.size())},
                                   {"uuid", uuid_of(units)}});
    say(context,
        {fmt::format("{}: {} năm học ({}), các bản năm đều hợp lệ. In: hocba render {} --as book -o …", file,
                     units.size(), years, file),
         fmt::format("{}: {} school years ({}), all of their units valid. Print it: hocba render {} "
                     "--as book -o …",
                     file, units.size(), years, file)});
    return {};
}

int book(const Context& context, const Options& options) {
    const auto workshop = open_workshop(context);
    if (!workshop) return failed(context, workshop.error());
    const auto trust = trust::load(options.trust);
    if (!trust) return failed(context, trust.error());
    tell(context, trust->problems);
    const auto archive = archive::Archive::open_for_reading(options.folder);
    if (!archive) return failed(context, archive.error());
    verify::Options how = limited_options(context, *workshop, &*trust);
    how.archive = look_up_in(**archive);
    how.archive_unit = look_up_unit_in(**archive);
    auto shelf = shelf_of(**archive, options.pupil, how);
    if (!shelf) return failed(context, shelf.error());
    if (const auto made = make_folder(options.output); !made) return failed(context, made.error());
    int code = 0;
    for (auto& [name, units] : *shelf) {
        std::sort(units.begin(), units.end(), [](const Unit& a, const Unit& b) {
            return a.entry.description.school_year < b.entry.description.school_year;
        });
        if (const auto written = write_book(context, units, options.output); !written)
            code = worse(code, failed(context, written.error()));
    }
    return code;
}

}  // namespace

void add_archive_book(Program& program, CLI::App& parent) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(
        program, parent, "book", "quyển học bạ nhiều năm, từ các bản năm đã kiểm tra / the book of all years",
        book, options);
    command->add_option("ARCHIVE", options->folder)->required();
    command->add_option("--pupil", options->pupil, "mã định danh / pupil id")->required();
    command->add_option("--trust", options->trust, "thư mục tin cậy / trust folder")->required();
    command->add_option("-o,--output", options->output, "thư mục kết quả / output folder")->required();
    command->footer(
        "Ví dụ / example:\n  hocba archive book archive/ --pupil 001214000017 --trust trust/ -o quyen");
}

}  // namespace hocba::cli
