// SPDX-License-Identifier: GPL-2.0
/*
 * turnstile - gates whose passages are mediated devices
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/platform_device.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct turnstile_gate {
	struct device *dev;
	struct mdev_parent_ops ops;
/*~ M-16 mdev_parent_ops */
	bool wide;
};

struct turnstile_passage {
	struct page *log;
	u32 persons;
};

static bool wide;
module_param(wide, bool, 0444);

static int turnstile_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 turnstile_create */
{
	struct turnstile_passage *p;

	p = kzalloc(sizeof(*p), GFP_KERNEL);
	if (!p)
		return -ENOMEM;

	p->log = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!p->log) {
		kfree(p);
		return -ENOMEM;
	}

	mdev_set_drvdata(mdev, p);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int turnstile_remove(struct mdev_device *mdev)
{
	struct turnstile_passage *p = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	__free_page(p->log);
	kfree(p);
	return 0;
}

static int turnstile_open(struct mdev_device *mdev)
{
	struct turnstile_passage *p = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	p->persons++;
	return 0;
}

static void turnstile_release(struct mdev_device *mdev)
{
}

static ssize_t turnstile_read(struct mdev_device *mdev, char __user *buf,
			      size_t count, loff_t *ppos)
{
	struct turnstile_passage *p = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (count < sizeof(p->persons))
		return -EINVAL;
	if (copy_to_user(buf, &p->persons, sizeof(p->persons)))
		return -EFAULT;
	return sizeof(p->persons);
}

static int turnstile_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	struct turnstile_passage *p = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	return vm_insert_page(vma, vma->vm_start, p->log);
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	struct turnstile_gate *gate = dev_get_drvdata(dev);

	return sprintf(buf, "%s passage\n", gate->wide ? "wide" : "narrow");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *turnstile_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group turnstile_group = {
	.name = "passage",
	.attrs = turnstile_attrs,
};

static struct attribute_group *turnstile_groups[] = {
	&turnstile_group,
	NULL,
};

static int turnstile_probe(struct platform_device *pdev)
{
	struct turnstile_gate *gate;

	gate = devm_kzalloc(&pdev->dev, sizeof(*gate), GFP_KERNEL);
	if (!gate)
		return -ENOMEM;

	gate->dev = &pdev->dev;
	gate->wide = wide;
	platform_set_drvdata(pdev, gate);

	gate->ops.owner = THIS_MODULE;
/*~ M-16 owner */
	gate->ops.supported_type_groups = turnstile_groups;
/*~ M-14 supported_type_groups */
	gate->ops.create = turnstile_create;
/*~ M-02 create */
	gate->ops.remove = turnstile_remove;
/*~ M-05 remove */
	gate->ops.open = turnstile_open;
/*~ M-10 open */
	gate->ops.release = turnstile_release;
/*~ M-10 release */
	gate->ops.read = turnstile_read;
/*~ M-10 read */
	gate->ops.mmap = gate->wide ? turnstile_mmap : NULL;
/*~ M-10 mmap */

	return mdev_register_device(gate->dev, &gate->ops);
/*~ M-17 mdev_register_device */
}

static int turnstile_shut(struct platform_device *pdev)
{
	struct turnstile_gate *gate = platform_get_drvdata(pdev);

	mdev_unregister_device(gate->dev);
/*~ M-19 mdev_unregister_device */
	gate->ops.mmap = NULL;
/*~ M-10 mmap */
	return 0;
}

static struct platform_driver turnstile_driver = {
	.driver	= { .name = "turnstile" },
	.probe	= turnstile_probe,
	.remove	= turnstile_shut,
};
module_platform_driver(turnstile_driver);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Gates with mediated passages");
