// What verify does with paper: pictures and QR texts of one command are one paper, and the sealed grid.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/context.h"
#include "engine/verify/verify.h"

namespace hocba::cli {

/// The text of a QR, perhaps cut off, and no file's name.
bool is_qr_text(const std::string& input);

/// Fault::usage at an input that is empty: what a reader of QRs gives when it finds none.
Result<void> all_named(const std::vector<std::string>& inputs);

/// Inputs that show seals: one verdict on all.
class Papers {
  public:
    void add(std::string name, std::string bytes) { inputs_.emplace_back(std::move(name), std::move(bytes)); }
    bool empty() const { return inputs_.empty(); }
    /// "a.jpg + b.jpg"
    std::string names() const;
    verify::Report verify(const verify::Options& options) const;

  private:
    std::vector<std::pair<std::string, std::string>> inputs_;
};

/// One line a sealed cell, page by page, to be compared with the paper.
void print_grid(const Context& context, const verify::Report& report);

}  // namespace hocba::cli
