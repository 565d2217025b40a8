/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_UTSNAME_H
#define _LINUX_UTSNAME_H

#include <generated/utsrelease.h>

#endif /* _LINUX_UTSNAME_H */
