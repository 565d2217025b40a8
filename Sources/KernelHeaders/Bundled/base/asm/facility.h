/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_FACILITY_H
#define _ASM_FACILITY_H

int test_facility(unsigned long nr);

#endif /* _ASM_FACILITY_H */
