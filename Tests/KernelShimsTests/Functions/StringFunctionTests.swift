// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

@Suite struct StringFunctionTests {
    @Test func comparisons() throws {
        try check(
            """
            int strncmp(const char *a, const char *b, size_t n); int strcasecmp(const char *a, const char *b);
            int strncasecmp(const char *a, const char *b, size_t n); size_t strnlen(const char *s, size_t n);
            bool sysfs_streq(const char *a, const char *b); bool strstarts(const char *s, const char *p);
            int match_string(const char * const *a, size_t n, const char *s);
            int __sysfs_match_string(const char * const *a, size_t n, const char *s);
            static const char * const names[] = { "off", "on", NULL, "more" };
            int test(void)
            {
                char open[3] = { 'a', 'b', 'c' };
                CHECK(strlen("") == 0 && strlen("abc") == 3 && strnlen("abc", 2) == 2 && strnlen(open, 3) == 3);
                CHECK(strcmp("abc", "abc") == 0 && strcmp("abc", "abd") < 0 && strcmp("abd", "abc") > 0);
                CHECK(strcmp("ab", "abc") < 0 && strcmp("\\xff", "a") > 0);
                CHECK(strncmp("abX", "abY", 2) == 0 && strncmp("abX", "abY", 3) < 0 && strncmp("a", "b", 0) == 0);
                CHECK(strncmp(open, "abc", 3) == 0);
                CHECK(strcasecmp("HeLLo", "hEllO") == 0 && strncasecmp("ABx", "abY", 2) == 0 && strcasecmp("a", "B") < 0);
                CHECK(sysfs_streq("on", "on\\n") && sysfs_streq("on\\n", "on") && !sysfs_streq("on", "on\\n\\n"));
                CHECK(strstarts("prefix-x", "prefix") && !strstarts("pre", "prefix"));
                CHECK(match_string(names, 4, "on") == 1 && match_string(names, 4, "more") == -22);
                CHECK(match_string(names, -1, "more") == -22 && match_string(names, 1, "on") == -22);
                CHECK(__sysfs_match_string(names, 2, "on\\n") == 1);
                CHECK(memcmp("abc", "abd", 2) == 0 && memcmp("abc", "abd", 3) == -1 && memcmp("b", "a", 1) == 1);
                return 0;
            }
            """)
    }

    @Test func searches() throws {
        try check(
            """
            char *strchr(const char *s, int c); char *strrchr(const char *s, int c); char *strchrnul(const char *s, int c);
            char *strnchr(const char *s, size_t n, int c); char *strstr(const char *a, const char *b);
            char *strnstr(const char *a, const char *b, size_t n); size_t strspn(const char *s, const char *set);
            size_t strcspn(const char *s, const char *set); char *strpbrk(const char *s, const char *set);
            void *memchr(const void *p, int c, size_t n); void *memchr_inv(const void *p, int c, size_t n);
            void *memscan(void *p, int c, size_t n);
            int test(void)
            {
                const char *s = "abcabc";
                CHECK(strchr(s, 'b') == s + 1 && strrchr(s, 'b') == s + 4 && !strchr(s, 'x') && strchr(s, 0) == s + 6);
                CHECK(strchrnul(s, 'x') == s + 6 && strnchr(s, 3, 'c') == s + 2 && !strnchr(s, 2, 'c'));
                CHECK(strstr(s, "ca") == s + 2 && strstr(s, "") == s && !strstr(s, "cc") && !strnstr(s, "ca", 3));
                CHECK(strspn("aabx", "ab") == 3 && strcspn("xyab", "ab") == 2 && strcspn("xy", "ab") == 2);
                CHECK(strpbrk(s, "xc") == s + 2 && !strpbrk(s, "x"));
                CHECK(memchr(s, 'c', 3) == s + 2 && !memchr(s, 'c', 2));
                CHECK(memchr_inv("aaab", 'a', 4) && !memchr_inv("aaab", 'a', 3));
                CHECK(memscan((void *)s, 'x', 6) == s + 6 && memscan((void *)s, 'c', 6) == s + 2);
                return 0;
            }
            """)
    }

    @Test func splitting() throws {
        try check(
            """
            char *strsep(char **s, const char *set); char *skip_spaces(const char *s); char *strim(char *s);
            char *strreplace(char *s, char old, char new);
            int test(void)
            {
                char list[] = "one,,two", words[] = " \\t a b \\n", *at = list;
                CHECK(!strcmp(strsep(&at, ","), "one") && !strcmp(strsep(&at, ","), ""));
                CHECK(!strcmp(strsep(&at, ","), "two") && !at && !strsep(&at, ","));
                CHECK(skip_spaces(words) == words + 3);
                CHECK(!strcmp(strim(words), "a b"));
                CHECK(strreplace(words, 'a', 'x') == words + 6 && words[3] == 'x');
                return 0;
            }
            """)
    }

    @Test func copies() throws {
        try check(
            """
            char *strcpy(char *d, const char *s); char *strncpy(char *d, const char *s, size_t n);
            size_t strlcpy(char *d, const char *s, size_t n); ssize_t strscpy(char *d, const char *s, size_t n);
            ssize_t strscpy_pad(char *d, const char *s, size_t n); char *strcat(char *d, const char *s);
            char *strncat(char *d, const char *s, size_t n); size_t strlcat(char *d, const char *s, size_t n);
            void *memset32(u32 *p, u32 v, size_t n); void memcpy_and_pad(void *d, size_t room, const void *s, size_t n, int pad);
            void *memmove(void *d, const void *s, size_t n);
            int test(void)
            {
                char b[8]; u32 w[3];
                CHECK(strcpy(b, "abc") == b && !strcmp(b, "abc"));
                memset(b, 'x', 8);
                CHECK(strncpy(b, "ab", 4) == b && !b[2] && !b[3] && b[4] == 'x');
                CHECK(strlcpy(b, "hello world", 8) == 11 && !strcmp(b, "hello w"));
                CHECK(strscpy(b, "hello world", 4) == -7 && !strcmp(b, "hel") && strscpy(b, "hi", 8) == 2);
                CHECK(strscpy_pad(b, "z", 8) == 1 && !b[7]);
                strcpy(b, "ab");
                CHECK(strcat(b, "cd") == b && strncat(b, "efgh", 1) == b && !strcmp(b, "abcde"));
                CHECK(strlcat(b, "fghi", 8) == 9 && !strcmp(b, "abcdefg"));
                memset32(w, 0x11223344, 3);
                CHECK(w[2] == 0x11223344);
                memcpy_and_pad(b, 8, "ab", 2, '.');
                CHECK(b[1] == 'b' && b[2] == '.' && b[7] == '.');
                memmove(b + 1, b, 3);
                CHECK(b[1] == 'a' && b[2] == 'b');
                return 0;
            }
            """)
    }

    static let faults: [(code: String, kind: FaultKind)] = [
        ("char b[3]; strcpy(b, \"abc\")", .outOfBounds), ("char b[4]; memset(b, 0, 5)", .outOfBounds),
        ("char b[4]; strcat(b, \"a\")", .uninitialisedArgument), ("strlen((char *)8)", .nullAccess),
        ("char b[4] = \"abc\"; b[3] = 'x'; strlen(b)", .outOfBounds), ("strcpy(\"literal\", \"x\")", .readOnlyWrite),
        ("char b[4] = \"abc\"; strlcat(b, \"x\", 2)", .bug), ("u32 a, b = 0; memcmp(&a, &b, 4)", .uninitialisedBranch),
        ("strcmp(\"a\", (char *)-22)", .wildAccess),
    ]

    @Test(arguments: faults) func fault(_ item: (code: String, kind: FaultKind)) throws {
        let run = try execute(
            """
            char *strcpy(char *d, const char *s); char *strcat(char *d, const char *s);
            size_t strlcat(char *d, const char *s, size_t n);
            int test(void) { \(item.code); return 0; }
            """)
        #expect(run.fault?.kind == item.kind)
    }

    /// What is undefined in the source is so in the copy, and only asking for it is wrong.
    @Test func copiesCarryWhatIsUndefined() throws {
        let source = """
            struct pair { u32 a, b; };
            int test(int which)
            {
                struct pair *p = kmalloc(sizeof(*p), GFP_KERNEL), q;
                p->a = 3;
                memcpy(&q, p, sizeof(q));
                kfree(p);
                return WHICH > 1 ? 1 : 0;
            }
            """
        #expect(try execute("#define WHICH q.a\n" + source).int == 1)
        #expect(try execute("#define WHICH q.b\n" + source).fault?.kind == .uninitialisedBranch)
    }

    @Test func numbers() throws {
        try check(
            """
            int kstrtoint(const char *s, u32 base, int *v); int kstrtou8(const char *s, u32 base, u8 *v);
            int kstrtoull(const char *s, u32 base, u64 *v); int kstrtobool(const char *s, bool *v);
            unsigned long simple_strtoul(const char *s, char **end, u32 base); long simple_strtol(const char *s, char **end, u32 base);
            int hex_to_bin(unsigned char c); int hex2bin(u8 *d, const char *s, size_t n); char *bin2hex(char *d, const void *s, size_t n);
            int sscanf(const char *s, const char *fmt, ...);
            int test(void)
            {
                int i = 5; u8 b = 6; u64 l; bool flag; char *end, text[4]; const char *s = "0x1fz"; u8 bytes[2]; short h; long n;
                CHECK(!kstrtoint("-42\\n", 0, &i) && i == -42);
                CHECK(kstrtoint("99999999999", 0, &i) == -34 && i == -42 && kstrtoint("4x", 0, &i) == -22);
                CHECK(!kstrtou8("255", 10, &b) && b == 255 && kstrtou8("256", 10, &b) == -34);
                CHECK(!kstrtoull("ffffffffffffffff", 16, &l) && l == -1ul);
                CHECK(!kstrtobool("Yes", &flag) && flag && !kstrtobool("off", &flag) && !flag && kstrtobool(NULL, &flag) == -22);
                CHECK(simple_strtoul(s, &end, 0) == 31 && end == s + 4 && simple_strtol("-7", NULL, 10) == -7);
                CHECK(hex_to_bin('f') == 15 && hex_to_bin('g') == -1);
                CHECK(!hex2bin(bytes, "a05F", 2) && bytes[0] == 0xa0 && bytes[1] == 0x5f && hex2bin(bytes, "zz", 1) == -22);
                CHECK(bin2hex(text, bytes, 2) == text + 4 && text[0] == 'a' && text[3] == 'f');
                CHECK(sscanf("12:-3 word 99", "%d:%hd %3s", &i, &h, text) == 3 && i == 12 && h == -3 && !strcmp(text, "wor"));
                CHECK(sscanf("7 8", "%ld%n", &n, &i) == 1 && n == 7 && i == 1);
                return 0;
            }
            """)
    }

    @Test func uuids() throws {
        try check(
            """
            typedef struct { u8 b[16]; } uuid_t;
            bool uuid_is_valid(const char *s); int uuid_parse(const char *s, uuid_t *u); int guid_parse(const char *s, uuid_t *u);
            void uuid_gen(uuid_t *u);
            int test(void)
            {
                const char *text = "00112233-4455-6677-8899-aabbccddeeff";
                uuid_t u, g, r, s;
                CHECK(uuid_is_valid(text) && !uuid_is_valid("00112233"));
                CHECK(!uuid_parse(text, &u) && u.b[0] == 0 && u.b[4] == 0x44);
                CHECK(!guid_parse(text, &g) && g.b[0] == 0x33 && g.b[4] == 0x55 && g.b[8] == 0x88);
                CHECK(uuid_parse("x", &u) == -22);
                uuid_gen(&r); uuid_gen(&s);
                CHECK(memcmp(&r, &s, 16) && (r.b[6] & 0xf0) == 0x40 && (r.b[8] & 0xc0) == 0x80);
                return 0;
            }
            """)
    }
}
