// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KernelHeaders

@Suite("Kconfig files")
struct KconfigTests {
    private func evaluate(
        _ text: String, forced: [String: KconfigEvaluation.Value] = [:]
    ) -> KernelConfiguration {
        var parser = KconfigParser(root: "/nowhere", architecture: .x86)
        parser.parse(Array(text.utf8))
        var evaluation = KconfigEvaluation(model: parser.model, forced: forced)
        return evaluation.configuration(of: parser.model.settable)
    }

    @Test("set symbols without a prompt by their defaults")
    func defaults() {
        let values = evaluate(
            """
            config A
            	def_bool y
            config B
            	bool
            	default y	if !A
            	default A
            config C
            	bool "Asked for"
            	default y
            config D
            	bool "Asked of experts" if EXPERT
            	default y
            config E
            	def_bool y
            	depends on MISSING
            """)
        #expect(values.isSet("A") && values.isSet("B") && values.isSet("D"))
        #expect(!values.isSet("C") && !values.isSet("E"))
    }

    @Test("give numbers and strings their first default that holds")
    func literals() {
        let values = evaluate(
            """
            config N
            	int "How many"
            	default 3 if MISSING
            	default 4
            config H
            	hex
            	default "0x10"
            config M
            	int
            	default N
            config S
            	string "Name"
            """)
        #expect(values.integer("N") == 4 && values.integer("H") == 16 && values.integer("M") == 4)
        #expect(values.values["S"] == .literal("\"\""))
    }

    @Test("select, with a condition and through others")
    func selection() {
        let text = """
            config A
            	bool "A"
            	select B
            	select C if MISSING
            config B
            	bool
            	select D
            config C
            	bool
            """
        let values = evaluate(text, forced: ["A": .yes])
        #expect(values.isSet("B") && values.isSet("D") && !values.isSet("C"))
        #expect(!evaluate(text).isSet("B"))
    }

    @Test("depend on enclosing ifs and menus, not on help texts")
    func structure() {
        let values = evaluate(
            """
            if MISSING
            config A
            	def_bool y
            endif
            menu "M"
            	depends on MISSING
            config B
            	def_bool y
            endmenu
            config C
            	bool
            	help
            	  config X
            	  default y

            	  depends on MISSING
            config D
            	def_bool y
            """)
        #expect(values.values == ["D": .builtIn])
    }

    @Test("compare, and take the answers of macros without running them")
    func comparison() {
        let values = evaluate(
            """
            config N
            	int
            	default 140
            config A
            	def_bool N >= 120 && "$(ARCH)" = "x86"
            config B
            	def_bool $(cc-option,-fnothing) && !($(success,test "$(cc-name)" = GCC) || N != 140)
            config C
            	def_bool A=y && B!=n && MISSING=n
            """)
        #expect(values.isSet("A") && values.isSet("B") && values.isSet("C"))
    }

    @Test("may refer to each other in a circle")
    func circle() {
        let values = evaluate("config A\n\tdef_bool B\nconfig B\n\tdef_bool A\n")
        #expect(values.values.isEmpty)
    }
}
