export const members: Readonly<Record<string, { done?: string; partial?: string; refused?: string }>> = {};
