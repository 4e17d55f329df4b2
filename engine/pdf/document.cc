// The one way from sealed pages to a file: check, fonts, pictures, pages, fields, structure, metadata.
#include <fmt/format.h>

#include "engine/pdf/attachment.h"
#include "engine/pdf/content.h"
#include "engine/pdf/field.h"
#include "engine/pdf/items.h"
#include "engine/pdf/metadata.h"
#include "engine/pdf/output_intent.h"
#include "engine/pdf/pdf.h"
#include "engine/pdf/profile.h"
#include "engine/pdf/structure.h"
#include "engine/pdf/writer.h"

namespace hocba::pdf {
namespace {

struct PageTree {
    Reference root, resources;
    std::vector<Reference> pages;
};

/// One resource dictionary for all pages.
Result<void> write_resources(Writer& writer, Reference reference, const Resources& resources) {
    std::string fonts, images;
    for (const auto& [id, glyphs] : resources.used) {
        auto font = write_font(writer, resources.fonts[id], glyphs);
        if (!font) return forward(std::move(font));
        fonts += fmt::format("/F{} {}", id, to_string(*font));
    }
    for (const auto& [bytes, used] : resources.images) {
        auto image = write_image(writer, *used.image);
        if (!image) return forward(std::move(image));
        images += fmt::format("/I{} {}", used.index, to_string(*image));
    }
    writer.put(reference, "<</Font<<" + fonts + ">>/XObject<<" + images + ">>>>");
    return {};
}

PageTree reserve_pages(Writer& writer, std::size_t count) {
    PageTree tree{writer.reserve(), writer.reserve(), {}};
    while (tree.pages.size() < count) tree.pages.push_back(writer.reserve());
    return tree;
}

std::string page_body(const page::Page& page, std::size_t index, const PageTree& tree, Reference content,
                      const std::vector<Widget>& widgets) {
    std::string annotations;
    for (const Widget& widget : widgets)
        if (widget.page == index)
            annotations += (annotations.empty() ? "" : " ") + to_string(widget.reference);
    if (!annotations.empty()) annotations = "/Annots[" + annotations + "]";
    // ISO 14289-1, 7.18.3: tab order follows structure.
    return fmt::format(
        "<</Type/Page/Parent {}/MediaBox[0 0 {} {}]/Resources {}/Contents {}/StructParents {}/Tabs/S{}>>",
        to_string(tree.root), in_points(page.size.width), in_points(page.size.height),
        to_string(tree.resources), to_string(content), index, annotations);
}

std::vector<Content> write_pages(Writer& writer, const page::Pages& pages, const PageTree& tree,
                                 const Resources& resources, const std::vector<Widget>& widgets) {
    std::vector<Content> contents;
    std::string kids;
    for (std::size_t p = 0; p < pages.pages.size(); ++p) {
        contents.push_back(draw(pages, p, resources));
        const Reference stream = writer.add_stream("", contents.back().operators);
        const std::string body = page_body(pages.pages[p], p, tree, stream, widgets);
        if (body.find("/Annots") != std::string::npos) {
            writer.put_plain(tree.pages[p], body);
        } else {
            writer.put(tree.pages[p], body);
        }
        kids += (kids.empty() ? "" : " ") + to_string(tree.pages[p]);
    }
    writer.put(tree.root, fmt::format("<</Type/Pages/Count {}/Kids[{}]>>", pages.pages.size(), kids));
    return contents;
}

std::vector<std::string> slot_names(const page::Pages& pages) {
    std::vector<std::string> names;
    for_each<page::Slot>(pages, [&names](const page::Slot& slot, auto&&...) { names.push_back(slot.name); });
    return names;
}

void write_catalog(Writer& writer, Reference catalog, const Info& info, const PageTree& tree,
                   std::string rest) {
    rest += "/Metadata " + to_string(write_metadata(writer, info));
    rest += "/OutputIntents[" + to_string(write_output_intent(writer)) + "]";
    rest += write_attachments(writer, info.attachments);
    writer.put_plain(catalog, fmt::format("<</Type/Catalog/Pages {}/Lang{}/MarkInfo<</Marked true>>"
                                          "/ViewerPreferences<</DisplayDocTitle true>>{}>>",
                                          to_string(tree.root), text_string(info.language), rest));
}

}  // namespace

Result<Draft> write(const page::Sealed& sealed, const text::FontSet& fonts, const Info& info) {
    const page::Pages& pages = sealed.pages;
    if (auto problems = violations(pages, fonts, info); !problems.empty())
        return tl::unexpected(Error{Fault::conformance, std::move(problems)});
    Writer writer;
    const Reference catalog = writer.reserve();
    const PageTree tree = reserve_pages(writer, pages.pages.size());
    const UsedFonts used = used_fonts(pages);
    const Images images = used_images(pages);
    const Resources resources{fonts, used, images};
    if (auto done = write_resources(writer, tree.resources, resources); !done)
        return forward(std::move(done));
    const std::vector<Widget> widgets = write_fields(writer, pages, tree.pages);
    const std::vector<Content> contents = write_pages(writer, pages, tree, resources, widgets);
    std::string rest =
        "/StructTreeRoot " + to_string(write_structure(writer, pages, {tree.pages, contents, widgets}));
    if (!widgets.empty()) rest += "/AcroForm " + to_string(write_form(writer, widgets));
    write_catalog(writer, catalog, info, tree, std::move(rest));
    const Reference information = write_information(writer, info);
    return Draft{std::move(writer).finish(catalog, information, info.id), slot_names(pages)};
}

}  // namespace hocba::pdf
