// SPDX-License-Identifier: GPL-2.0
/*
 * orchard - where the trees stand
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/platform_device.h>

#include "orchard.h"

static int orchard_probe(struct platform_device *pdev)
{
	return orchard_plant(&pdev->dev);
}

static int orchard_shutdown(struct platform_device *pdev)
{
	orchard_fell(&pdev->dev);
	return 0;
}

static struct platform_driver orchard_platform_driver = {
	.driver = { .name = "orchard" },
	.probe = orchard_probe,
	.remove = orchard_shutdown,
};
module_platform_driver(orchard_platform_driver);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated apple trees");
