// The survey page lives without this; see the functions below for what it adds.
export {};
