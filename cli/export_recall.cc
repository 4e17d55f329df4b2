// hocba export recall: the list of transcripts that a school takes back.
#include <fmt/format.h>

#include <map>
#include <memory>
#include <sstream>

#include "cli/batch.h"
#include "cli/export_report.h"
#include "cli/export_sign.h"
#include "cli/program.h"
#include "cli/report.h"
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/base/uuid.h"
#include "engine/exchange/export.h"

namespace hocba::cli {
namespace {

namespace fs = std::filesystem;
using exchange::Recalled;

struct Options {
    std::vector<std::string> inputs;
    std::string file, config;
};

Recalled bare(const std::string& uuid, std::string place) {
    return {Json::Object{{"lookup_uuid", ascii_lower(uuid)}}, std::move(place)};
}

/// A text file, one UUID a line.
Result<std::vector<Recalled>> read_list(const std::string& path) {
    const auto bytes = read_file(path);
    if (!bytes) return tl::unexpected(bytes.error());
    std::vector<Recalled> list;
    std::istringstream lines(*bytes);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        line.erase(line.find_last_not_of(" \t\r") + 1);
        if (!line.empty()) list.push_back(bare(line, fmt::format("{}:{}", path, number)));
    }
    return list;
}

/// What the inputs name: records, and UUIDs that stand alone.
struct Inputs {
    std::vector<Recalled> records, uuids;
};

Result<void> add(Inputs& inputs, const std::string& input) {
    if (is_uuid4(ascii_lower(input))) {
        inputs.uuids.push_back(bare(input, input));
        return {};
    }
    if (fs::path(input).extension() == ".txt") {
        auto list = read_list(input);
        if (!list) return forward(std::move(list));
        for (Recalled& one : *list) inputs.uuids.push_back(std::move(one));
        return {};
    }
    auto sources = record::open(input);
    if (!sources) return forward(std::move(sources));
    for (record::Source& source : *sources) {
        if (!source.json) return forward(std::move(source.json));
        inputs.records.push_back({*std::move(source.json), std::move(source.place)});
    }
    return {};
}

/// UUIDs choose among the records; one that no record has stays alone. Without UUIDs, every record.
std::vector<Recalled> chosen(Inputs inputs) {
    if (inputs.uuids.empty()) return std::move(inputs.records);
    std::map<std::string, const Recalled*> by_uuid;
    for (const Recalled& one : inputs.records) by_uuid.emplace(one.record.text_or("lookup_uuid"), &one);
    for (Recalled& wanted : inputs.uuids) {
        const auto found = by_uuid.find(wanted.record.text_or("lookup_uuid"));
        if (found != by_uuid.end()) wanted = *found->second;
    }
    return std::move(inputs.uuids);
}

int recall(const Context& context, const Options& options) {
    Inputs inputs;
    for (const std::string& input : options.inputs)
        if (const auto added = add(inputs, input); !added) return failed(context, added.error());
    const std::vector<Recalled> recalled = chosen(std::move(inputs));
    if (recalled.empty())
        return failed(context, Error{Fault::record,
                                     {{options.inputs.front(),
                                       {"Danh sách thu hồi trống", "there is nothing to recall"},
                                       {"Đưa hồ sơ hoặc mã tra cứu (UUID) cần thu hồi",
                                        "give the records or look-up UUIDs to recall"}}}});
    auto list = exchange::recall_list(recalled);
    if (!list) return failed(context, list.error());
    const bool is_signed = !options.config.empty();
    if (const auto done = sign_transaction(context, options.config, *list); !done)
        return failed(context, done.error());
    const fs::path xml = fs::path(options.file).replace_extension(".xml");
    const fs::path content = fs::path(options.file).replace_extension(".txt");
    if (const auto written = write_file(xml, exchange::xml_file(list->xml)); !written)
        return failed(context, written.error());
    if (const auto written = write_file(content, list->content); !written)
        return failed(context, written.error());
    tell_once(context, list->warnings);
    say_json(context, Json::Object{{"xml", xml.string()},
                                   {"content", content.string()},
                                   {"records", static_cast<std::int64_t>(recalled.size())},
                                   {"signed", is_signed},
                                   {"warnings", to_json(context, list->warnings)}});
    const Text state = is_signed
                           ? Text{"Giao dịch đã ký", "The transaction is signed"}
                           : Text{"Chưa ký: giao dịch còn thiếu chữ ký số của tổ chức",
                                  "Not signed: the organisation's signature on the transaction is missing"};
    say(context, {fmt::format("{} học bạ cần thu hồi: {} và gói {}. {}", recalled.size(), xml.string(),
                              content.string(), state.vi),
                  fmt::format("{} transcripts to recall: {}, packed in {}. {}", recalled.size(), xml.string(),
                              content.string(), state.en)});
    return 0;
}

}  // namespace

void add_export_recall(Program& program, CLI::App& parent) {
    auto options = std::make_shared<Options>();
    CLI::App* command = add_command(program, parent, "recall", "danh sách thu hồi / list of what is recalled",
                                    recall, options);
    command
        ->add_option(
            "INPUT", options->inputs,
            "hồ sơ; UUID hoặc tệp .txt mỗi dòng một UUID để chọn / records; UUIDs, or a .txt of them, choose")
        ->required();
    command
        ->add_option("-o", options->file,
                     "tệp .xml; gói cùng tên .txt / the .xml; the package beside it is .txt")
        ->required();
    command->add_option("--config", options->config,
                        "hocba.toml có khóa của nhà trường: ký giao dịch / signs the transaction");
    command->footer(
        "Ví dụ / example:\n  hocba export recall lop4a.ndjson b6e500c5-7f9b-4b39-8f99-e436a2c13502 -o "
        "thu-hoi.xml");
}

}  // namespace hocba::cli
