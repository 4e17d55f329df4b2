#include "cli/batch.h"

#include <algorithm>
#include <exception>
#include <iterator>

namespace hocba::cli {

std::vector<record::Source> open_all(const std::vector<std::string>& inputs) {
    std::vector<record::Source> all;
    for (const std::string& input : inputs) {
        auto sources = record::open(input);
        if (sources)
            std::move(sources->begin(), sources->end(), std::back_inserter(all));
        else
            all.push_back({input, tl::unexpected(std::move(sources).error())});
    }
    return all;
}

Result<Examined> examine(const Workshop& workshop, const record::Source& source, const std::string& named,
                         const std::string& as) {
    if (!source.json) return tl::unexpected(source.json.error());
    auto form = form::choose(workshop.forms, *source.json, named, source.place);
    if (!form) return forward(std::move(form));
    auto record = record::from_json(as == "unit" ? record::as_unit(*source.json) : *source.json,
                                    form->schema(), source.place);
    if (!record) return forward(std::move(record));
    record::Findings findings = record::check(*record, form->circular());
    return Examined{*std::move(form), *std::move(record), std::move(findings)};
}

Result<Ready> make_ready(const Workshop& workshop, const record::Source& source, const std::string& named,
                         const std::string& as) {
    auto examined = examine(workshop, source, named, as);
    if (!examined) return forward(std::move(examined));
    auto& [form, record, findings] = *examined;
    if (!findings.errors.empty()) return tl::unexpected(Error{Fault::record, std::move(findings.errors)});
    return Ready{std::move(form), std::move(record), std::move(findings.warnings)};
}

Result<void> form_exists(const Workshop& workshop, const std::string& named) {
    if (named.empty()) return {};
    auto form = form::named_form(workshop.forms, named, "--form");
    if (!form) return forward(std::move(form));
    return {};
}

Error of_record(const std::string& place, Error error) {
    for (Problem& problem : error.problems)
        if (!problem.where.starts_with(place)) problem.where = place + ": " + problem.where;
    return error;
}

}  // namespace hocba::cli
