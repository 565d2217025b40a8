// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

@Suite struct UserFunctionTests {
    static let prototypes = """
        unsigned long copy_to_user(void *to, const void *from, unsigned long n);
        unsigned long copy_from_user(void *to, const void *from, unsigned long n);
        unsigned long clear_user(void *to, unsigned long n); void *memdup_user(const void *p, size_t n);
        void *memdup_user_nul(const void *p, size_t n); char *strndup_user(const char *p, long n);
        long strncpy_from_user(char *to, const char *from, long n); long strnlen_user(const char *s, long n);

        """

    @Test func copies() throws {
        let source =
            Self.prototypes + """
                int test(u8 *user)
                {
                    u8 data[8] = { 9, 9, 9, 9, 9, 9, 9, 9 }, *copy;
                    char *text;
                    CHECK(!copy_from_user(data, user, 4));
                    CHECK(data[0] == 'a' && data[3] == 0 && data[4] == 9);
                    /* What is not there is zeroed. */
                    CHECK(copy_from_user(data, user + 4, 6) == 2);
                    CHECK(data[3] == 0xee && data[4] == 0 && data[6] == 9);
                    CHECK(!copy_to_user(user, "xy", 2));
                    CHECK(copy_to_user(user + 6, "12345", 5) == 3);
                    CHECK(copy_to_user(NULL, data, 8) == 8);
                    CHECK(copy_to_user(data, data, 8) == 8);
                    copy = memdup_user(user, 2);
                    CHECK(copy[0] == 'x');
                    kfree(copy);
                    CHECK(PTR_ERR(memdup_user(user, 9)) == -14);
                    copy = memdup_user_nul(user, 2);
                    CHECK(copy[2] == 0);
                    kfree(copy);
                    text = strndup_user((char *)user, 8);
                    CHECK(!strcmp(text, "xyc"));
                    kfree(text);
                    CHECK(PTR_ERR(strndup_user((char *)user, 3)) == -22);
                    CHECK(PTR_ERR(strndup_user((char *)user + 4, 99)) == -14);
                    CHECK(strncpy_from_user((char *)data, (char *)user, 8) == 3);
                    CHECK(strnlen_user((char *)user, 8) == 4 && strnlen_user((char *)user + 4, 99) == 0);
                    CHECK(clear_user(user, 12) == 4);
                    return 0;
                }
                """
        for architecture in Architecture.allCases {
            let run = try execute(source, on: architecture, user: [[0x61, 0x62, 0x63, 0, 0xee, 0xee, 0xee, 0xee]])
            #expect(run.fault?.message == nil)
            #expect(run.int == 0)
        }
    }

    static let faults: [(code: String, kind: FaultKind)] = [
        ("u8 data[4]; copy_from_user(data, user, 8)", .outOfBounds),
        ("u8 data[4] = {}; copy_to_user(user, data, 8)", .outOfBounds),
        ("u32 data; copy_to_user(user, &data, 4)", .uninitialisedCopyToUser),
        ("copy_from_user(NULL, user, 4)", .nullAccess),
        ("u8 data[4]; memcpy(data, user, 4)", .userMemoryTouched),
        ("copy_from_user(user, user, 4)", .userMemoryTouched),
        // A length that wraps is not one.
        ("u8 data[4]; copy_from_user(data, user, -1ul)", .badCopySize),
    ]

    @Test(arguments: faults) func fault(_ item: (code: String, kind: FaultKind)) throws {
        let run = try execute(
            Self.prototypes + "int test(u8 *user) { \(item.code); return 0; }", user: [[1, 2, 3, 4, 5, 6, 7, 8]])
        #expect(run.fault?.kind == item.kind)
    }

    @Test func copiesCanBeMadeToFail() throws {
        let source =
            Self.prototypes + """
                int test(u8 *user)
                {
                    u32 data = 5;
                    unsigned long left = copy_from_user(&data, user, 4);
                    return left * 10 + (data != 0);
                }
                """
        #expect(try execute(source, user: [[1, 2, 3, 4]]).int == 1)
        #expect(try execute(source, user: [[1, 2, 3, 4]], failing: [1]).int == 40)
    }

    /// The assembly that get_user() and put_user() of x86 are.
    @Test func singleValues() throws {
        let source = """
            register unsigned long sp asm("rsp");
            #define get_user(x, ptr) ({ int err; u64 val; \\
                asm volatile("call __get_user_%P4" : "=a" (err), "=d" (val), "+r" (sp) : "0" (ptr), "i" (sizeof(*(ptr)))); \\
                (x) = (__typeof__(*(ptr)))val; err; })
            #define put_user(x, ptr) ({ int err; register __typeof__(*(ptr)) val asm("rax") = (x); \\
                asm volatile("call __put_user_%P[size]" : "=c" (err), "+r" (sp) : "0" (ptr), "r" (val), [size] "i" (sizeof(*(ptr))) : "ebx"); \\
                err; })
            int test(u32 *user)
            {
                u32 value;
                CHECK(!get_user(value, user) && value == 0x04030201);
                CHECK(get_user(value, user + 2) == -14 && value == 0);
                CHECK(!put_user(0xa0b0c0d0u, user + 1));
                CHECK(put_user(1, user + 2) == -14);
                CHECK(!get_user(value, user + 1) && value == 0xa0b0c0d0);
                return 0;
            }
            """
        let run = try execute(source, user: [[1, 2, 3, 4, 5, 6, 7, 8]])
        #expect(run.fault?.message == nil)
        #expect(run.unsupported == nil)
        #expect(run.int == 0)
    }
}
