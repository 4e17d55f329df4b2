// Elements by one function each. Text is only ever text: nothing here parses HTML.

type Child = Node | string | null | false;
type Attributes = Record<string, string | number | boolean | ((event: Event) => void)>;

/** Attributes with a function listen: {onclick}; false leaves an attribute out. */
export function h<T extends keyof HTMLElementTagNameMap>(tag: T, attributes: Attributes = {}, ...children: Child[]) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === 'function') element.addEventListener(name.slice(2), value);
        else if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
    }
    element.append(...children.filter((child): child is Node | string => child !== null && child !== false));
    return element;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Each tells its verdict by its form, not by its colour. */
const PATHS = {
    valid: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM7 12.5l3.5 3.5L17 9',
    invalid: 'M8 2h8l6 6v8l-6 6H8l-6-6V8zM8 8l8 8M16 8l-8 8',
    indeterminate: 'M12 2.5L22.5 21h-21zM12 9v6M12 17.5v1',
    camera: 'M3 7h4l2-3h6l2 3h4v13H3zM12 9.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
    picture: 'M3 4h18v16H3zM3 17l6-6 4 4 3-3 5 5M16 8.5v.1',
    again: 'M4 12a8 8 0 1 0 2.5-5.8M4 4v5h5',
};
export type Icon = keyof typeof PATHS;

export function icon(name: Icon): SVGElement {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('class', 'icon');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', PATHS[name]);
    svg.append(path);
    return svg;
}

export const button = (label: string, act: () => void, look: string, sign?: Icon) =>
    h('button', { type: 'button', class: look, onclick: act }, sign ? icon(sign) : null, h('span', {}, label));
