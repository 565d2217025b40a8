// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

@Suite struct PrintingFunctionTests {
    @Test func buffers() throws {
        try check(
            """
            int snprintf(char *b, size_t n, const char *f, ...); int scnprintf(char *b, size_t n, const char *f, ...);
            int sprintf(char *b, const char *f, ...); int sysfs_emit(char *b, const char *f, ...);
            int sysfs_emit_at(char *b, int at, const char *f, ...); unsigned long get_zeroed_page(gfp_t f);
            void free_pages(unsigned long a, u32 order);
            int vsnprintf(char *b, size_t n, const char *f, __builtin_va_list l); int hex_dump_to_buffer(const void *p, size_t n, int row, int group, char *b, size_t room, bool ascii);
            static int wrap(char *b, size_t n, const char *f, ...)
            {
                __builtin_va_list list; int ret;
                __builtin_va_start(list, f);
                ret = vsnprintf(b, n, f, list);
                __builtin_va_end(list);
                return ret;
            }
            int test(void)
            {
                char b[32], *page = (char *)get_zeroed_page(GFP_KERNEL);
                u8 bytes[16] = { 1, 2, 3, 4, 0x41 };
                CHECK(snprintf(b, 4, "%d", 123456) == 6 && !strcmp(b, "123"));
                CHECK(scnprintf(b, 4, "%d", 123456) == 3 && scnprintf(b, 0, "x") == 0);
                CHECK(snprintf(NULL, 0, "%s", "abc") == 3);
                CHECK(sprintf(b, "%s|%5d|%-4x|%c", "ab", -3, 0xff, 'z') == 15 && !strcmp(b, "ab|   -3|ff  |z"));
                CHECK(sprintf(b, "%lld %hhd %zu", -1ll, 300, (size_t)7) == 7 && !strcmp(b, "-1 44 7"));
                CHECK(sprintf(b, "%*ph", 3, bytes) == 8 && !strcmp(b, "01 02 03"));
                CHECK(sprintf(b, "%s %pe", (char *)NULL, (void *)-12l) == 14 && !strcmp(b, "(null) -ENOMEM"));
                CHECK(wrap(b, sizeof(b), "%d %s %llx %d %d %d %d", 1, "two", 3ull, 4, 5, 6, 7) == 15 && !strcmp(b, "1 two 3 4 5 6 7"));
                CHECK(sysfs_emit(page, "%s\\n", "on") == 3 && sysfs_emit_at(page, 3, "%d", 7) == 1 && !strcmp(page, "on\\n7"));
                CHECK(sysfs_emit(page + 1, "x") == 0);
                CHECK(hex_dump_to_buffer(bytes, 5, 16, 1, b, sizeof(b), 0) == 14 && !strcmp(b, "01 02 03 04 41"));
                free_pages((unsigned long)page, 0);
                return 0;
            }
            """)
    }

    @Test func theLog() throws {
        let run = try execute(
            """
            struct device { void *name; } device;
            int printk(const char *f, ...); int _printk(const char *f, ...); void _dev_err(const struct device *d, const char *f, ...);
            void _dev_info(const struct device *d, const char *f, ...); void __warn_printk(const char *f, ...);
            void print_hex_dump(const char *level, const char *prefix, int type, int row, int group, const void *p, size_t n, bool ascii);
            struct va_format { const char *fmt; __builtin_va_list *va; };
            static void outer(const char *f, ...)
            {
                __builtin_va_list list; struct va_format v = { f, &list };
                __builtin_va_start(list, f);
                printk("\\0016outer: %pV!\\n", &v);
                __builtin_va_end(list);
            }
            int test(void)
            {
                CHECK(printk("\\0013bad %s\\n", "news") == 11);
                _printk("plain\\n");
                printk("\\0016two\\nlines\\n");
                printk("\\001cmore");
                _dev_err(&device, "broken %d\\n", 5);
                _dev_info(NULL, "nobody");
                outer("%d-%s", 3, "x");
                __warn_printk("hm");
                print_hex_dump("\\0017", "d: ", 2, 16, 1, "0123456789abcdefXY", 18, 1);
                printk("%ps", test);
                return 0;
            }
            """)
        #expect(run.int == 0)
        #expect(
            run.messages == [
                "3 bad news", "4 plain", "6 two", "6 lines", "4 more", "3 device: broken 5",
                "6 (NULL device *): nobody",
                "6 outer: 3-x!", "4 hm",
                "7 d: 00000000: 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef",
                "7 d: 00000010: 58 59                                            XY", "4 test",
            ])
    }

    static let faults: [(code: String, kind: FaultKind)] = [
        ("char b[4]; sprintf(b, \"%d\", 12345)", .outOfBounds), ("int x; printk(\"%d\", x)", .uninitialisedArgument),
        ("printk(\"%d %d\", 1)", .badArgument), ("printk(\"%s\", (char *)0x8000000000000000)", .wildAccess),
        ("char b[4]; printk(\"%s\", b)", .uninitialisedArgument), ("printk(\"%n\", 1)", .badArgument),
        ("panic(\"over\\n\")", .bug),
    ]

    @Test(arguments: faults) func fault(_ item: (code: String, kind: FaultKind)) throws {
        let run = try execute(
            """
            int sprintf(char *b, const char *f, ...); int printk(const char *f, ...); void panic(const char *f, ...);
            int test(void) { \(item.code); return 0; }
            """)
        #expect(run.fault?.kind == item.kind)
    }

    @Test func unknownExtensionsAreNotSupported() throws {
        let run = try execute("int printk(const char *f, ...); int test(void) { printk(\"%pOF\", test); return 0; }")
        #expect(run.unsupported == "printk(): format extension %pOF is not supported")
    }
}
