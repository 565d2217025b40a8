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
	bool wide;
};

struct turnstile_passage {
	struct page *log;
	u32 persons;
};

static bool wide;
module_param(wide, bool, 0444);

static int turnstile_create(struct mdev_device *mdev)
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

	dev_set_drvdata(&mdev->dev, p);
	return 0;
}

static int turnstile_remove(struct mdev_device *mdev)
{
	struct turnstile_passage *p = dev_get_drvdata(&mdev->dev);

	__free_page(p->log);
	kfree(p);
	return 0;
}

static int turnstile_open(struct mdev_device *mdev)
{
	struct turnstile_passage *p = dev_get_drvdata(&mdev->dev);

	p->persons++;
	return 0;
}

static void turnstile_release(struct mdev_device *mdev)
{
}

static ssize_t turnstile_read(struct mdev_device *mdev, char __user *buf,
			      size_t count, loff_t *ppos)
{
	struct turnstile_passage *p = dev_get_drvdata(&mdev->dev);

	if (count < sizeof(p->persons))
		return -EINVAL;
	if (copy_to_user(buf, &p->persons, sizeof(p->persons)))
		return -EFAULT;
	return sizeof(p->persons);
}

static int turnstile_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	struct turnstile_passage *p = dev_get_drvdata(&mdev->dev);

	return vm_insert_page(vma, vma->vm_start, p->log);
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	struct turnstile_gate *gate =
		dev_get_drvdata(mtype_get_parent_dev(mtype));

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

/* An mdev as vfio sees it. */
struct turnstile_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void turnstile_mdev_release(struct device *dev, void *res)
{
	struct turnstile_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct mdev_device *turnstile_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct turnstile_mdev, vdev)->mdev;
}

static int turnstile_vfio_open_device(struct vfio_device *vdev)
{
	return turnstile_open(turnstile_to_mdev(vdev));
}

static void turnstile_vfio_close_device(struct vfio_device *vdev)
{
	turnstile_release(turnstile_to_mdev(vdev));
}

static ssize_t turnstile_vfio_read(struct vfio_device *vdev, char __user *buf,
				   size_t count, loff_t *ppos)
{
	return turnstile_read(turnstile_to_mdev(vdev), buf, count, ppos);
}

static int turnstile_vfio_mmap(struct vfio_device *vdev,
			       struct vm_area_struct *vma)
{
	return turnstile_mmap(turnstile_to_mdev(vdev), vma);
}

static const struct vfio_device_ops turnstile_dev_ops = {
	.name = "vfio-turnstile",
	.open_device = turnstile_vfio_open_device,
	.close_device = turnstile_vfio_close_device,
	.read = turnstile_vfio_read,
	.mmap = turnstile_vfio_mmap,
};

static int turnstile_mdev_probe(struct mdev_device *mdev)
{
	struct turnstile_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(turnstile_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &turnstile_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = turnstile_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		turnstile_remove(mdev);

	return ret;
}

static void turnstile_mdev_remove(struct mdev_device *mdev)
{
	struct turnstile_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, turnstile_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	turnstile_remove(mdev);
}

static struct mdev_driver turnstile_mdev_driver = {
	.driver = {
		.name = "turnstile",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = turnstile_mdev_probe,
	.remove = turnstile_mdev_remove,
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
	gate->ops.supported_type_groups = turnstile_groups;
	gate->ops.device_driver = &turnstile_mdev_driver;

	return mdev_register_device(gate->dev, &gate->ops);
}

static int turnstile_shut(struct platform_device *pdev)
{
	struct turnstile_gate *gate = platform_get_drvdata(pdev);

	mdev_unregister_device(gate->dev);
	return 0;
}

static struct platform_driver turnstile_driver = {
	.driver	= { .name = "turnstile" },
	.probe	= turnstile_probe,
	.remove	= turnstile_shut,
};

static int __init turnstile_init(void)
{
	int ret;

	ret = mdev_register_driver(&turnstile_mdev_driver);
	if (ret)
		return ret;

	ret = platform_driver_register(&turnstile_driver);
	if (ret)
		mdev_unregister_driver(&turnstile_mdev_driver);

	return ret;
}

static void __exit turnstile_exit(void)
{
	platform_driver_unregister(&turnstile_driver);
	mdev_unregister_driver(&turnstile_mdev_driver);
}

module_init(turnstile_init);
module_exit(turnstile_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Gates with mediated passages");
