// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import RuleMatching
import SourceText
import Testing

/// Text that the parser does not understand, or that lacks its headers.
@Suite struct TroubleTests {
    @Test func wordsInTextThatDidNotParse() throws {
        let text = """
            static int good(struct mdev_device *mdev) { return mdev_get_drvdata(mdev) != 0; }
            static VENDOR(int) odd(struct mdev_device *mdev) WITH PEPPER
            {
            \tmdev_set_drvdata(mdev, 0);
            \treturn 0;
            }
            static int between;
            static int good_too(struct mdev_device *mdev) { return mdev_get_drvdata(mdev) != 0; }
            """
        #expect(
            try Lookup().findings(text) == [
                "1: M-26 mdev_get_drvdata", "4: M-26 mdev_set_drvdata unparsed", "8: M-26 mdev_get_drvdata",
            ])
    }

    @Test func unknownNamesInATableDoNotHideItsMembers() throws {
        let text = """
            static int my_create(struct kobject *kobj, struct mdev_device *mdev) { return 0; }
            static const struct mdev_parent_ops my_ops __vendor_section = {
            \t.owner = VENDOR_MODULE,
            \t.supported_type_groups = vendor_groups,
            \t.vendor_flags = VENDOR_FLAG,
            \t.create = my_create,
            };
            """
        let found = try Lookup().findings(text).map { $0.replacing(" unparsed", with: "") }
        #expect(
            found == [
                "1: B-01 my_create", "2: M-16 mdev_parent_ops", "3: M-16 owner", "4: M-14 supported_type_groups",
                "6: M-02 create",
            ])
    }

    @Test func unknownTypesAndMacrosDoNotHideUses() throws {
        let text = """
            struct state { vendor_t kind; struct vendor_thing thing; DECLARE_VENDOR(x); void *data; };
            static vendor_t use(struct mdev_device *mdev, vendor_t kind)
            {
            \tstruct state *s = vendor_cast(mdev_get_drvdata(mdev), VENDOR_KIND);

            \tvendor_for_each(s, kind, member) {
            \t\tif (s->kind == VENDOR_KIND)
            \t\t\tmdev_set_drvdata(mdev, VENDOR_NONE);
            \t}
            \treturn s->thing.kind;
            }
            """
        #expect(
            try Lookup().findings(text) == ["4: M-26 mdev_get_drvdata", "8: M-26 mdev_set_drvdata"])
    }

    @Test(arguments: [
        ("int f(void)\n{\n\tif (1) {\n\treturn 0;\n}\n", "2:1: '{' is never closed"),
        ("int f(void)\n{\n}\n}\n", "4:1: '}' closes nothing"),
        ("int f(int a]\n{\n}\n", "1:12: ']' where ')' is expected: '(' of line 1 is open"),
        ("int a;\n/* no end\nint b;\n", "2:1: this comment does not end"),
        ("#ifdef A\nint a;\n", "1:1: this #if has no #endif"),
        ("int a;\n#endif\n", "2:1: #endif without #if"),
        ("int a;\nstatic int b", "2:13: the file ends inside a declaration"),
        ("#if 0\nint f(void) {\n#else\nint f(void) {\n#endif\n}\n", ""),
        ("char *s = \"({\"; /* ( */\nMODULE_LICENSE(\"GPL\")\n", ""),
    ])
    func healthOfText(_ text: String, _ problem: String) throws {
        let path = "/nowhere/test.c"
        let parse = try Lookup().parse(path, contents: [path: Array(text.utf8)])
        let tokens = try #require(parse.mainFile)
        let found = TextHealth(tokens, inactive: parse.inactive[path] ?? []).problems(isWhole: true)
        #expect(found.map { "\($0.position): \($0.message)" } == (problem.isEmpty ? [] : [problem]))
    }
}
