-- What a form asked and was refused may be asked again in the same words: it is known by no digest then.
grant update (digest) on sent_forms to keepsight_app;
