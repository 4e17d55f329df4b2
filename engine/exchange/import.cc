#include "engine/exchange/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

#include "engine/base/collation.h"
#include "engine/exchange/mapping_pupil.h"
#include "engine/exchange/mapping_tree.h"
#include "engine/exchange/sheet_text.h"
#include "engine/record/nearest.h"

namespace hocba::exchange {
namespace {

constexpr std::size_t kMostListed = 10;

std::string list_of(const std::vector<std::string>& items) {
    const std::vector<std::string> first(
        items.begin(), items.begin() + static_cast<std::ptrdiff_t>(std::min(items.size(), kMostListed)));
    return fmt::format("{}{}", fmt::join(first, ", "), items.size() > kMostListed ? ", …" : "");
}

/// "(1)", "(2)", "(3)": some sheets number their columns under the header. Under a merged cell stand 1, 2, 3,
/// 4, under the next one again from 1; marks could look like that, so that a row with a key has brackets.
bool numbers_columns(const Row& row, bool has_key) {
    std::size_t last = 0;
    for (const Cell& cell : row.cells) {
        const std::string text = tidy(cell.text);
        if (text.empty()) continue;
        const bool again = last >= 2 && !has_key && text == "1";
        last = again ? 1 : last + 1;
        if (text != fmt::format("({})", last) && (has_key || text != std::to_string(last))) return false;
    }
    return last >= 2;
}

/// A row that is nobody's, or a pupil's twice: it may be the one of a pupil who is missing.
struct Stray {
    const Row* row = nullptr;
    Text why;
};

class Importer {
  public:
    Importer(const Mapping& mapping, const Plan& plan, const std::vector<Sheet>& sheets,
             const record::Schema& schema, const Identify& identify)
        : mapping_(mapping),
          plan_(plan),
          sheets_(sheets),
          schema_(schema),
          identify_(identify),
          strays_(sheets.size()) {}

    Import run() {
        for (std::size_t i = 0; i < sheets_.size(); ++i) take_sheet(i);
        for (std::size_t i = 1; i < sheets_.size(); ++i) name_absent(i);
        import_.pupils = pupils_.size() + lost_;
        if (mapping_.by_given_name) sort();
        for (Pupil& pupil : pupils_) finish(pupil);
        // What is wrong in the pupils' sheet is the cause of what is wrong in the others.
        std::stable_partition(import_.rejected.begin(), import_.rejected.end(),
                              [&](const Rejected& row) { return row.file == sheets_[0].name; });
        return std::move(import_);
    }

  private:
    const Mapping& mapping_;
    const Plan& plan_;
    const std::vector<Sheet>& sheets_;
    const record::Schema& schema_;
    const Identify& identify_;
    std::deque<Pupil> pupils_;
    std::map<std::string, Pupil*> by_key_;
    std::vector<std::map<std::string, Stray>> strays_;  // of each sheet, by the key that is there
    std::set<std::size_t> damaged_;                     // sheets with a row whose pupil is not known
    std::set<std::string> uuids_;
    std::size_t lost_ = 0;  // rows of the first sheet that are no pupil
    Import import_;

    void lose(std::size_t index, const Row& row, Problem problem) {
        import_.rejected.push_back(reject(sheets_[index], row, std::move(problem)));
        damaged_.insert(index);
        ++(index == 0 ? lost_ : import_.unmatched_rows);
    }

    void take_sheet(std::size_t index) {
        const Sheet& sheet = sheets_[index];
        Tidied tidied;
        std::vector<std::string> left_out;
        for (const Row& row : sheet.rows) {
            const std::string key = sheet.text(row, sheet.key);
            if (row.damage)
                lose(index, row,
                     {fmt::format("{}:{}", sheet.name, row.line),
                      *row.damage,
                      {"Sửa dòng này rồi xuất lại tệp", "correct the row and export again"}});
            else if (numbers_columns(row, !key.empty()) || (key.empty() && is_no_pupil(sheet, row)))
                left_out.push_back(std::to_string(row.line));
            else if (key.empty())
                lose(index, row,
                     {sheet.place(row, sheet.key),
                      {"Dòng không có mã", "the row has no key"},
                      {"Điền mã như trong bảng học sinh", "fill in the key, as in the pupils' sheet"}});
            else if (Pupil* pupil = pupil_of(index, row, key); pupil != nullptr)
                take_row(*pupil, sheet, row, index, plan_, tidied);
        }
        remark(sheet, tidied, left_out);
    }

    /// A footer, a line of signatures, a second header: fewer than half of its mapped cells say something.
    static bool is_no_pupil(const Sheet& sheet, const Row& row) {
        const auto filled =
            std::count_if(sheet.columns.begin(), sheet.columns.end(),
                          [&](std::size_t column) { return !sheet.text(row, column).empty(); });
        return static_cast<std::size_t>(filled) * 2 < sheet.columns.size();
    }

    /// Null if the row belongs to nobody, or stands there twice; both are told.
    Pupil* pupil_of(std::size_t index, const Row& row, const std::string& key) {
        const Sheet& sheet = sheets_[index];
        const auto found = by_key_.find(key);
        if (found == by_key_.end() && index == 0) return add(key);
        if (found == by_key_.end()) {
            unknown(index, row, key);
            return nullptr;
        }
        Pupil& pupil = *found->second;
        if (pupil.rows[index] == nullptr) return &pupil;
        twice(pupil, sheet, *pupil.rows[index], row);
        strays_[index][key] = {&row, {"đứng ở hai dòng", "is on two lines"}};
        if (index == 0) ++lost_;
        return nullptr;
    }

    void unknown(std::size_t index, const Row& row, const std::string& key) {
        const Sheet& sheet = sheets_[index];
        import_.rejected.push_back(
            reject(sheet, row,
                   {sheet.place(row, sheet.key),
                    {fmt::format("Mã \"{}\" không có trong bảng học sinh {}", key, sheets_[0].name),
                     fmt::format("the key \"{}\" is not in the pupils' sheet {}", key, sheets_[0].name)},
                    {"Sửa mã, hoặc thêm học sinh vào bảng học sinh",
                     "correct it, or add the pupil to the pupils' sheet"}}));
        strays_[index][key] = {&row, {"không có trong bảng học sinh", "is not in the pupils' sheet"}};
        ++import_.unmatched_rows;
    }

    Pupil* add(const std::string& key) {
        Pupil& pupil = pupils_.emplace_back();
        pupil.key = key;
        pupil.rows.resize(sheets_.size());
        for (const PlannedConstant& constant : plan_.constants)
            put(pupil.tree, constant.target.steps, constant.value);
        by_key_[key] = &pupil;
        return &pupil;
    }

    static void twice(Pupil& pupil, const Sheet& sheet, const Row& first, const Row& second) {
        for (const auto& [row, other] : {std::pair(&first, &second), std::pair(&second, &first)})
            pupil.rejected.push_back(reject(
                sheet, *row,
                {sheet.place(*row, sheet.key),
                 {fmt::format("Mã \"{}\" có cả ở dòng {}", pupil.key, other->line),
                  fmt::format("the key \"{}\" is on line {} as well", pupil.key, other->line)},
                 {"Mỗi học sinh một dòng, mỗi dòng một mã", "one row a pupil, with a key of its own"}}));
    }

    void remark(const Sheet& sheet, const Tidied& tidied, const std::vector<std::string>& left_out) {
        const auto add_remark = [&](std::size_t count, const char* vi, const char* en,
                                    const std::string& list) {
            if (count == 0) return;
            import_.remarks.push_back(
                {sheet.name,
                 {fmt::format(fmt::runtime(vi), count, list), fmt::format(fmt::runtime(en), count, list)}});
        };
        add_remark(tidied.composed, "{} ô chữ tổ hợp (NFD) đã đổi sang dựng sẵn (NFC)",
                   "{} cells of decomposed text were composed (NFC)", "");
        add_remark(tidied.trimmed, "{} ô thừa khoảng trắng đã bỏ phần thừa",
                   "{} cells had stray space, which was removed", "");
        add_remark(tidied.capitals, "{} ô đã viết hoa đầu từ theo tệp ánh xạ",
                   "{} cells got capitals, as the mapping says", "");
        add_remark(left_out.size(), "{} dòng không có mã học sinh, không phải học sinh, đã bỏ qua: dòng {}",
                   "{} rows without a key are no pupils and were left out: line {}", list_of(left_out));
        const std::vector<std::string> unused = sheet.unused();
        add_remark(unused.size(), "{} cột không dùng: {}", "{} columns are not used: {}", list_of(unused));
    }

    void name_absent(std::size_t index) {
        const Sheet& sheet = sheets_[index];
        std::vector<std::string> absent;
        for (Pupil& pupil : pupils_) {
            if (pupil.rows[index] != nullptr) continue;
            absent.push_back(pupil.key);
            suspect(pupil, index);
        }
        if (absent.empty()) return;
        import_.remarks.push_back(
            {sheet.name,
             {fmt::format("{} học sinh không có trong bảng này: {}", absent.size(), list_of(absent)),
              fmt::format("{} pupils are not in this sheet: {}", absent.size(), list_of(absent))}});
    }

    /// A pupil who is missing where a row was unreadable, or where a key is wrong, may be that row's: the
    /// record would silently lack its marks.
    void suspect(Pupil& pupil, std::size_t index) {
        const Sheet& sheet = sheets_[index];
        if (!strays_[index].empty())
            mistaken(pupil, index);
        else if (damaged_.count(index) != 0)
            pupil.rejected.push_back(reject(
                sheets_[0], *pupil.rows[0],
                {sheet.name,
                 {fmt::format("Không có dòng đọc được của học sinh \"{}\", mà bảng có dòng hỏng", pupil.key),
                  fmt::format("no readable row of the pupil \"{}\", and the sheet has damaged rows",
                              pupil.key)},
                 {"Sửa dòng hỏng rồi nhập lại", "correct the damaged row and import again"}}));
    }

    /// At the row whose key is the most like the pupil's.
    void mistaken(Pupil& pupil, std::size_t index) {
        const std::map<std::string, Stray>& strays = strays_[index];
        std::vector<std::string> keys;
        for (const auto& [key, stray] : strays) keys.push_back(key);
        const std::string near = record::nearest(pupil.key, keys);
        const auto& [key, stray] = near.empty() ? *strays.begin() : *strays.find(near);
        pupil.rejected.push_back(reject(
            sheets_[0], *pupil.rows[0],
            {sheets_[index].place(*stray.row, sheets_[index].key),
             {fmt::format("Học sinh \"{}\" vắng trong bảng này, mà mã \"{}\" ở dòng này {}: có thể là một em",
                          pupil.key, key, stray.why.vi),
              fmt::format("the pupil \"{}\" is absent from this sheet, and the key \"{}\" of this row {}: it "
                          "may be the same pupil",
                          pupil.key, key, stray.why.en)},
             {"Sửa mã ở dòng này; nếu là em khác thì thêm em ấy vào bảng học sinh, hoặc bỏ dòng này",
              "correct the key; if it is another pupil, add that one to the pupils' sheet or remove the "
              "row"}}));
    }

    void sort() {
        const auto key = [](const Pupil& pupil) {
            const Json* person = pupil.tree.find("pupil");
            return given_name_key(person == nullptr ? "" : person->text_or("name"));
        };
        std::stable_sort(pupils_.begin(), pupils_.end(),
                         [&](const Pupil& a, const Pupil& b) { return key(a) < key(b); });
    }

    void finish(Pupil& pupil) {
        if (identify_ && pupil.tree.find("lookup_uuid") == nullptr)
            put(pupil.tree, {"lookup_uuid"}, identify_(pupil.key));
        find_missing(pupil, sheets_, plan_);
        const auto record = record::from_json(materialised(pupil.tree), schema_, "");
        if (!record) explain(pupil, record.error().problems);
        const std::string uuid = pupil.tree.text_or("lookup_uuid");
        if (!uuid.empty() && !uuids_.insert(uuid).second) used_before(pupil, uuid);
        if (pupil.rejected.empty())
            import_.records.push_back(record->bytes());
        else
            std::move(pupil.rejected.begin(), pupil.rejected.end(), std::back_inserter(import_.rejected));
    }

    /// The form's problems at the cells they come from. After a cell that could not be read, what is missing
    /// is missing because of that.
    void explain(Pupil& pupil, const std::vector<Problem>& problems) {
        const bool only_cells = !pupil.rejected.empty();
        for (const Problem& problem : problems) {
            const auto origin = std::find_if(
                pupil.origins.begin(), pupil.origins.end(),
                [&](const Origin& one) { return pointer_in(pupil.tree, one.steps) == problem.where; });
            if (origin != pupil.origins.end())
                pupil.rejected.push_back(reject(sheets_[origin->sheet], *origin->row,
                                                {origin->place, problem.what, problem.hint}));
            else if (!only_cells)
                pupil.rejected.push_back(
                    reject(sheets_[0], *pupil.rows[0],
                           {fmt::format("{}:{} {}", sheets_[0].name, pupil.rows[0]->line, problem.where),
                            problem.what, problem.hint}));
        }
    }

    void used_before(Pupil& pupil, const std::string& uuid) {
        pupil.rejected.push_back(
            reject(sheets_[0], *pupil.rows[0],
                   {fmt::format("{}:{}", sheets_[0].name, pupil.rows[0]->line),
                    {fmt::format("Mã tra cứu {} đã là của học sinh khác", uuid),
                     fmt::format("the look-up UUID {} is already another pupil's", uuid)},
                    {"Mỗi học bạ một mã tra cứu riêng", "each transcript has a UUID of its own"}}));
    }
};

bool requires_uuid(const record::Schema& schema) {
    const Json* required = schema.json().find("required");
    const auto* names = required == nullptr ? nullptr : required->array();
    return names != nullptr && std::find(names->begin(), names->end(), Json("lookup_uuid")) != names->end();
}

tl::unexpected<Error> no_uuids(const Mapping& mapping) {
    return fail(Fault::usage, mapping.file,
                {"Không có cột nào vào lookup_uuid (mã tra cứu học bạ); mã này không được tự nghĩ ra",
                 "no column goes to lookup_uuid (the transcript's look-up UUID); it is not made up silently"},
                {"Thêm cột có mã tra cứu, hoặc chạy lại với --new-uuids để cấp mã mới",
                 "map the column that has it, or run again with --new-uuids to give new ones"});
}

}  // namespace

Json constants_of(const Mapping& mapping) {
    Json tree = Json::Object{};
    for (const Constant& constant : mapping.constants) put(tree, steps_of(constant.to), constant.value);
    return materialised(tree);
}

Result<Import> import_sheets(const Mapping& mapping, const record::Schema& schema, const Identify& identify) {
    const Result<Plan> plan = plan_of(mapping, schema);
    if (!plan) return tl::unexpected(plan.error());
    if (!identify && !plan->names_uuid && requires_uuid(schema)) return no_uuids(mapping);
    std::vector<Sheet> sheets;
    Error error{Fault::none, {}};
    for (const SheetMapping& one : mapping.sheets) {
        Result<Sheet> sheet = open_sheet(one);
        if (sheet) {
            sheets.push_back(*std::move(sheet));
            continue;
        }
        error.fault = std::max(error.fault, sheet.error().fault);
        error.problems.insert(error.problems.end(), sheet.error().problems.begin(),
                              sheet.error().problems.end());
    }
    if (!error.problems.empty()) return tl::unexpected(std::move(error));
    return Importer(mapping, *plan, sheets, schema, identify).run();
}

}  // namespace hocba::exchange
