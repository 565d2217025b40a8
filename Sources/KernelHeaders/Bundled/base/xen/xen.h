/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _XEN_XEN_H
#define _XEN_XEN_H

#include <linux/types.h>

#define xen_domain()		0
#define xen_pv_domain()		0
#define xen_hvm_domain()	0
#define xen_initial_domain()	0

#endif /* _XEN_XEN_H */
