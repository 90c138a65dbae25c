// The schema as CodeMirror's XML mode takes it, with the form's own fields and options as values.
import type { AttrSpec, ElementSpec } from '@codemirror/lang-xml';
import type { FieldName, Vocabulary } from './types.js';

export function elementsOf(words: Vocabulary, fields: readonly FieldName[]): ElementSpec[] {
    const types = new Map(words.types.map((type) => [type.name, type]));
    const specs = new Map<string, Omit<ElementSpec, 'children' | 'attributes'> & { children: string[]; attributes: AttrSpec[] }>();
    const values = (attribute: string, own: { value: string; about: string }[]): { label: string; detail?: string }[] => {
        if (attribute === 'field' && fields.length > 0) return fields.map((one) => ({ label: one.id, detail: one.title }));
        if (attribute === 'option') return fields.flatMap((one) => one.options.map((option) => ({ label: option.code, detail: `${one.title} ${option.title}` })));
        return own.map((one) => ({ label: one.value, ...(one.about && { detail: one.about }) }));
    };
    // The same name in two places is one for the editor: it offers what either has, lint tells what fits.
    const walk = (element: string, typeName: string, about: string, top: boolean, seen: Set<string>): void => {
        const type = types.get(typeName);
        const spec = specs.get(element) ?? { name: element, top, children: [], attributes: [], completion: { label: element, ...(about && { info: about }) } };
        specs.set(element, spec);
        for (const one of type?.attributes ?? []) {
            if (spec.attributes.some((known) => known.name === one.name)) continue;
            spec.attributes.push({ name: one.name, values: values(one.name, one.values), completion: { label: one.name, ...(one.about && { info: one.about }), boost: one.required ? 1 : 0 } });
        }
        for (const child of type?.children ?? []) if (!spec.children.includes(child.element)) spec.children.push(child.element);
        if (seen.has(`${element} ${typeName}`)) return;
        seen.add(`${element} ${typeName}`);
        for (const child of type?.children ?? []) walk(child.element, child.type, child.about, false, seen);
    };
    if (words.root) walk(words.root, words.root_type, '', true, new Set());
    return [...specs.values()];
}
