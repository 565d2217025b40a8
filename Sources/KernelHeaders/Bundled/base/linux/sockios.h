/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SOCKIOS_H
#define _LINUX_SOCKIOS_H

#include <uapi/linux/sockios.h>

#endif /* _LINUX_SOCKIOS_H */
