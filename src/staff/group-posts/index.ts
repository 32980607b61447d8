export { groupPost } from "./group-posts.store.ts";
export { agreeToGroupPost, askForGroupPosts } from "./keep-group-posts.ts";
