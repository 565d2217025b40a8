// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import MigrationPipeline

@Suite struct IncludeCleanupTests {
    private func cleaned(_ old: String, _ new: String, path: String = "a.c") -> String {
        String(decoding: IncludeCleanup.without(Array(old.utf8), in: Array(new.utf8), path: path), as: UTF8.self)
    }

    private let old = """
        #include <linux/kobject.h>
        #include <linux/notifier.h>
        #include <linux/string.h>
        static int f(struct kobject *kobj) { return strcmp(kobj->name, "a"); }

        """

    @Test func dropsWhatTheConversionMadeUseless() {
        let new = """
            #include <linux/kobject.h>
            #include <linux/notifier.h>
            #include <linux/string.h>
            static int f(int index) { return index; }

            """
        // linux/notifier.h was never needed: that is not for a conversion to judge.
        #expect(cleaned(old, new) == "#include <linux/notifier.h>\nstatic int f(int index) { return index; }\n")
    }

    @Test func keepsWhatIsStillUsed() { #expect(cleaned(old, old) == old) }

    @Test func leavesHeadersAlone() {
        #expect(cleaned(old, "#include <linux/string.h>\n", path: "a.h") == "#include <linux/string.h>\n")
    }
}
