#include "engine/pdf/content.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/pdf/structure.h"

namespace hocba::pdf {
namespace {

constexpr int kQuietModules = 4;  // ISO/IEC 18004, 9.1: on each side

std::string components(Colour colour) {
    const auto part = [](std::uint8_t value) { return thousandths(divide(value * 1000, 255)); };
    if (colour.red == colour.green && colour.green == colour.blue) return part(colour.red);
    return part(colour.red) + ' ' + part(colour.green) + ' ' + part(colour.blue);
}

/// To the hundredth of a point: 12 pt are 4 233 µm, which would be 11.999.
std::string type_size(Length size) {
    return thousandths(divide(size.um * 36, 127) * 10);
}

bool is_grey(Colour colour) {
    return colour.red == colour.green && colour.green == colour.blue;
}

/// Draws items; remembers the graphics state so that nothing is set twice.
class Canvas {
  public:
    Canvas(Length height, const Resources& resources) : height_(height), resources_(resources) {}

    void operator()(const page::GlyphRun& run) {
        if (run.glyphs.empty()) return;
        fill_with(run.colour);
        out_ += "BT\n";
        if (font_ != run.font || size_ != run.size) {
            font_ = run.font;
            size_ = run.size;
            out_ += fmt::format("/F{} {} Tf\n", run.font, type_size(run.size));
        }
        point(run.origin);
        out_ += " Td\n";
        out_ += show_text(run, resources_.fonts[run.font], resources_.used.at(run.font));
        out_ += "ET\n";
    }
    void operator()(const page::Stroke& stroke) {
        if (stroke_colour_ != stroke.colour) {
            stroke_colour_ = stroke.colour;
            out_ += components(stroke.colour) + (is_grey(stroke.colour) ? " G\n" : " RG\n");
        }
        if (line_width_ != stroke.width) {
            line_width_ = stroke.width;
            out_ += in_points(stroke.width) + " w\n";
        }
        point(stroke.from);
        out_ += " m ";
        point(stroke.to);
        out_ += " l S\n";
    }
    void operator()(const page::Fill& fill) {
        fill_with(fill.colour);
        point({fill.area.x, fill.area.bottom()});
        out_ += ' ';
        append_points(out_, fill.area.width);
        out_ += ' ';
        append_points(out_, fill.area.height);
        out_ += " re\nf\n";
    }
    void operator()(const page::Image& image) {
        out_ += fmt::format("q {} 0 0 {} ", in_points(image.area.width), in_points(image.area.height));
        point({image.area.x, image.area.bottom()});
        out_ += fmt::format(" cm /I{} Do Q\n", resources_.images.at(image.bytes()).index);
    }
    void operator()(const page::Slot&) {}  // a widget, not content
    void operator()(const page::Seal& seal) {
        if (seal.modules.side == 0) return;  // a draft's square stays empty
        fill_with({});
        begin_grid(seal);
        // One path for all: a single fill leaves no seams between neighbouring rectangles.
        for (int row = 0; row < seal.modules.side; ++row) draw_row(seal.modules, row);
        out_ += "f\nQ\n";
    }

    void raw(std::string_view operators) { out_ += operators; }
    std::string finish() { return std::move(out_); }

  private:
    void point(Point p) {
        append_points(out_, p.x);
        out_ += ' ';
        append_points(out_, height_ - p.y);
    }
    void fill_with(Colour colour) {
        if (fill_colour_ == colour) return;
        fill_colour_ = colour;
        out_ += components(colour) + (is_grey(colour) ? " g\n" : " rg\n");
    }
    /// Modules as the unit, rows downwards: so a symbol's thousand rectangles need no decimals, and every
    /// module has the same size.
    void begin_grid(const page::Seal& seal) {
        const int modules = seal.modules.side + 2 * kQuietModules;
        const Length quiet{divide(seal.area.width.um * kQuietModules, modules)};
        const std::string module = thousandths(divide(seal.area.width.um * 360, 127 * modules));
        out_ += fmt::format("q {} 0 0 -{} ", module, module);
        point({seal.area.x + quiet, seal.area.y + quiet});
        out_ += " cm\n";
    }
    /// Runs of dark modules as one rectangle each.
    void draw_row(const Modules& modules, int row) {
        for (int column = 0; column < modules.side; ++column) {
            if (!modules.at(row, column)) continue;
            int end = column;
            while (end < modules.side && modules.at(row, end)) ++end;
            append_integer(out_, column);
            out_ += ' ';
            append_integer(out_, row);
            out_ += ' ';
            append_integer(out_, end - column);
            out_ += " 1 re\n";
            column = end;
        }
    }

    Length height_;
    const Resources& resources_;
    std::string out_;
    Colour fill_colour_, stroke_colour_;  // ISO 32000-1, table 52: black at first
    std::optional<Length> line_width_;
    std::optional<text::FontId> font_;
    Length size_;
};

/// An empty seal or a signature field leaves no marks.
bool has_marks(const page::Group& group) {
    return std::any_of(group.items.begin(), group.items.end(), [](const page::Item& item) {
        const auto* seal = std::get_if<page::Seal>(&item);
        return !std::holds_alternative<page::Slot>(item) && (!seal || seal->modules.side > 0);
    });
}

std::string opening(const page::Pages& pages, const page::Group& group, std::size_t mcid) {
    if (group.element != page::Group::artifact)
        return fmt::format("{}<</MCID {}>>BDC\n", structure_type(pages.elements[group.element]), mcid);
    return group.furniture ? "/Artifact<</Type/Pagination>>BDC\n" : "/Artifact BMC\n";
}

}  // namespace

Content draw(const page::Pages& pages, std::size_t page, const Resources& resources) {
    Content content;
    const page::Page& source = pages.pages[page];
    Canvas canvas(source.size.height, resources);
    for (const page::Group& group : source.groups) {
        const bool artifact = group.element == page::Group::artifact;
        if (!has_marks(group)) continue;
        canvas.raw(opening(pages, group, content.elements.size()));
        for (const page::Item& item : group.items) std::visit(canvas, item);
        canvas.raw("EMC\n");
        if (!artifact) content.elements.push_back(group.element);
    }
    content.operators = canvas.finish();
    return content;
}

}  // namespace hocba::pdf
