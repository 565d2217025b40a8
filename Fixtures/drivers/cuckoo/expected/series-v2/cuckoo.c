// SPDX-License-Identifier: GPL-2.0
/*
 * cuckoo - mediated clocks that call
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct cuckoo_clock {
	struct mdev_device *mdev;
	u32 calls;
};

#define set_state(m, s)	dev_set_drvdata(&(m)->dev, (s))
#define get_state(m)	((struct cuckoo_clock *)dev_get_drvdata(&(m)->dev))

static struct device *cuckoo_forest;

static int cuckoo_create(struct mdev_device *mdev)
{
	struct cuckoo_clock *clock;

	clock = kzalloc(sizeof(*clock), GFP_KERNEL);
	if (!clock)
		return -ENOMEM;

	clock->mdev = mdev;
	set_state(mdev, clock);
	return 0;
}

static int cuckoo_remove(struct mdev_device *mdev)
{
	struct cuckoo_clock *clock = get_state(mdev);

	set_state(mdev, NULL);
	kfree(clock);
	return 0;
}

static int cuckoo_open(struct mdev_device *mdev)
{
	return 0;
}

static void cuckoo_release(struct mdev_device *mdev)
{
	get_state(mdev)->calls = 0;
}

static ssize_t cuckoo_read(struct mdev_device *mdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	u32 calls = get_state(mdev)->calls++;

	if (count != sizeof(calls))
		return -EINVAL;
	return copy_to_user(buf, &calls, count) ? -EFAULT : count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "wall clock\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *cuckoo_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group cuckoo_group = {
	.name = "wall",
	.attrs = cuckoo_attrs,
};

static struct attribute_group *cuckoo_groups[] = { &cuckoo_group, NULL };

/* An mdev as vfio sees it. */
struct cuckoo_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void cuckoo_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *cuckoo_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct cuckoo_mdev, vdev)->mdev;
}

static int cuckoo_vfio_open(struct vfio_device *vdev)
{
	return cuckoo_open(cuckoo_to_mdev(vdev));
}

static void cuckoo_vfio_release(struct vfio_device *vdev)
{
	cuckoo_release(cuckoo_to_mdev(vdev));
}

static ssize_t cuckoo_vfio_read(struct vfio_device *vdev, char __user *buf,
				size_t count, loff_t *ppos)
{
	return cuckoo_read(cuckoo_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops cuckoo_dev_ops = {
	.name = "vfio-cuckoo",
	.open = cuckoo_vfio_open,
	.release = cuckoo_vfio_release,
	.read = cuckoo_vfio_read,
};

static int cuckoo_mdev_probe(struct mdev_device *mdev)
{
	struct cuckoo_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(cuckoo_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &cuckoo_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = cuckoo_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		cuckoo_remove(mdev);

	return ret;
}

static void cuckoo_mdev_remove(struct mdev_device *mdev)
{
	struct cuckoo_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, cuckoo_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	cuckoo_remove(mdev);
}

static struct mdev_driver cuckoo_driver = {
	.driver = {
		.name = "cuckoo",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = cuckoo_mdev_probe,
	.remove = cuckoo_mdev_remove,
	.supported_type_groups = cuckoo_groups,
};

static int __init cuckoo_init(void)
{
	int ret;

	cuckoo_forest = root_device_register("cuckoo");
	if (IS_ERR(cuckoo_forest))
		return PTR_ERR(cuckoo_forest);

	ret = mdev_register_driver(&cuckoo_driver);
	if (ret) {
		root_device_unregister(cuckoo_forest);
		return ret;
	}

	ret = mdev_register_device(cuckoo_forest, &cuckoo_driver);
	if (ret) {
		mdev_unregister_driver(&cuckoo_driver);
		root_device_unregister(cuckoo_forest);
	}
	return ret;
}

static void __exit cuckoo_exit(void)
{
	mdev_unregister_device(cuckoo_forest);
	mdev_unregister_driver(&cuckoo_driver);
	root_device_unregister(cuckoo_forest);
}

module_init(cuckoo_init);
module_exit(cuckoo_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated cuckoo clocks");
