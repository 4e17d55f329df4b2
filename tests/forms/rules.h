// What must hold on the pages of every form, whatever the record: each rule names what breaks it.
#pragma once

#include <string>
#include <vector>

#include "engine/form/flow.h"
#include "engine/page/page.h"
#include "tests/forms/sheet.h"

namespace hocba::forms {

/// "page 3: two texts overlap: “Toán”, “8,5”".
using Findings = std::vector<std::string>;
using Sheets = std::vector<Sheet>;

/// Body and furniture in their places; no text on another text, on a rule, a field, a seal or a picture;
/// nothing off the paper.
void check_places(const Sheets& sheets, const form::PageMaster& master, Findings& findings);

/// The texts of a table's cells stand in its columns and rows, each between rules of its own; no word of a
/// head is broken.
void check_cells(const Sheets& sheets, const page::Pages& pages, Findings& findings);

/// Reading order is the order of the structure and goes down the page; no heading is last on its page; no
/// single line of a paragraph is apart from the others.
void check_order(const Sheets& sheets, const page::Pages& pages, Findings& findings);

/// Every text of the flow stands in the pages once, in its order; heads are repeated as they are; header and
/// footer say the same on every page.
void check_texts(const form::Flow& flow, const page::Pages& pages, Findings& findings);

/// All of them.
Findings check(const form::Flow& flow, const page::Pages& pages, InkMeter& meter);

/// The texts of the flow's body, block by block, in reading order.
std::vector<std::string> texts_of(const form::Flow& flow);

/// The cell or section that holds an element, itself included; 0 (the document) if none does.
std::uint32_t cell_of(const std::vector<page::Element>& elements, std::uint32_t element);
std::uint32_t section_of(const std::vector<page::Element>& elements, std::uint32_t element);

}  // namespace hocba::forms
