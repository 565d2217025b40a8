/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_HUGETLB_H
#define _LINUX_HUGETLB_H

#include <linux/mm.h>

#endif /* _LINUX_HUGETLB_H */
