// SPDX-License-Identifier: GPL-2.0
/* Books of several kinds; what a parent offers is known when it is found. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/device.h>
#include <linux/platform_device.h>
#include <linux/mdev.h>
#include <linux/vfio.h>

#define LEDGER_TYPES	3

struct ledger {
	struct vfio_device vdev;
	u64 balance;
};

struct ledger_office {
	struct device *dev;
	struct mdev_parent_ops ops;
	bool large;
};

static struct attribute_group *ledger_groups[LEDGER_TYPES + 1];
static const struct vfio_device_ops ledger_dev_ops;
static struct device *ledger_archive;

static ssize_t ledger_read(struct vfio_device *vdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct ledger *ledger = container_of(vdev, struct ledger, vdev);

	if (count != sizeof(ledger->balance) ||
	    copy_to_user(buf, &ledger->balance, count))
		return -EFAULT;
	return count;
}

static int ledger_probe(struct mdev_device *mdev)
{
	struct ledger *ledger;
	int ret;

	ledger = kzalloc(sizeof(*ledger), GFP_KERNEL);
	if (!ledger)
		return -ENOMEM;
	vfio_init_group_dev(&ledger->vdev, &mdev->dev, &ledger_dev_ops);
	ledger->balance = mdev_get_type_group_id(mdev);
	ret = vfio_register_emulated_iommu_dev(&ledger->vdev);
	if (ret) {
		vfio_uninit_group_dev(&ledger->vdev);
		kfree(ledger);
		return ret;
	}
	dev_set_drvdata(&mdev->dev, ledger);
	return 0;
}

static void ledger_remove(struct mdev_device *mdev)
{
	struct ledger *ledger = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&ledger->vdev);
	vfio_uninit_group_dev(&ledger->vdev);
	kfree(ledger);
}

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *ledger_type_attrs[] = {
	&mdev_type_attr_device_api.attr,
	NULL,
};

static ssize_t pages_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	return sprintf(buf, "64\n");
}
static DEVICE_ATTR_RO(pages);

static struct attribute *ledger_office_attrs[] = {
	&dev_attr_pages.attr,
	NULL,
};
ATTRIBUTE_GROUPS(ledger_office);

static struct attribute_group ledger_fixed_group = {
	.name = "fixed",
	.attrs = ledger_type_attrs,
};

static struct attribute_group *ledger_fixed_groups[] = {
	&ledger_fixed_group,
	NULL,
};

static const struct vfio_device_ops ledger_dev_ops = {
	.name = "vfio-ledger",
	.read = ledger_read,
};

static struct mdev_driver ledger_driver = {
	.driver = {
		.name = "ledger",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = ledger_probe,
	.remove = ledger_remove,
};

static struct mdev_driver ledger_large_driver = {
	.driver = {
		.name = "ledger_large",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = ledger_probe,
	.remove = ledger_remove,
};

static struct mdev_driver ledger_archive_driver = {
	.driver = {
		.name = "ledger_archive",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = ledger_probe,
	.remove = ledger_remove,
};

static struct mdev_driver ledger_field_driver = {
	.driver = {
		.name = "ledger_field",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = ledger_probe,
	.remove = ledger_remove,
};

static struct mdev_driver *const ledger_drivers[] = {
	&ledger_driver, &ledger_large_driver, &ledger_archive_driver,
	&ledger_field_driver,
};

static struct mdev_parent_ops ledger_ops = {
	.owner		= THIS_MODULE,
	.device_driver	= &ledger_driver,
};

static const struct mdev_parent_ops ledger_large_ops = {
	.owner			= THIS_MODULE,
	.device_driver		= &ledger_large_driver,
	.supported_type_groups	= ledger_fixed_groups,
};

static const struct mdev_parent_ops *ledger_choose(bool large)
{
	return large ? &ledger_large_ops : &ledger_ops;
}

static int ledger_make_groups(void)
{
	int i;

	for (i = 0; i < LEDGER_TYPES; i++) {
		ledger_groups[i] = kzalloc(sizeof(*ledger_groups[i]),
					   GFP_KERNEL);
		if (!ledger_groups[i])
			return -ENOMEM;
		ledger_groups[i]->name = kasprintf(GFP_KERNEL, "%d", i);
		ledger_groups[i]->attrs = ledger_type_attrs;
	}
	ledger_ops.supported_type_groups = ledger_groups;
	return 0;
}

static void ledger_free_groups(void)
{
	int i;

	for (i = 0; i < LEDGER_TYPES; i++) {
		if (ledger_groups[i])
			kfree(ledger_groups[i]->name);
		kfree(ledger_groups[i]);
	}
}

static int ledger_open_archive(void)
{
	struct mdev_parent_ops *ops;
	int ret;

	ops = kzalloc(sizeof(*ops), GFP_KERNEL);
	if (!ops)
		return -ENOMEM;
	ops->owner = THIS_MODULE;
	ops->device_driver = &ledger_archive_driver;
	ops->supported_type_groups = ledger_fixed_groups;

	ledger_archive = root_device_register("ledger");
	if (IS_ERR(ledger_archive)) {
		kfree(ops);
		return PTR_ERR(ledger_archive);
	}

	ret = mdev_register_device(ledger_archive, ops);
	if (ret)
		root_device_unregister(ledger_archive);
	return ret;
}

static int ledger_office_probe(struct platform_device *pdev)
{
	const struct mdev_parent_ops *ops;
	struct ledger_office *office;

	office = devm_kzalloc(&pdev->dev, sizeof(*office), GFP_KERNEL);
	if (!office)
		return -ENOMEM;
	office->dev = &pdev->dev;
	office->large = device_property_read_bool(office->dev, "large");
	platform_set_drvdata(pdev, office);

	if (device_property_read_bool(office->dev, "field")) {
		office->ops.owner = THIS_MODULE;
		office->ops.device_driver = &ledger_field_driver;
		office->ops.dev_attr_groups = ledger_office_groups;
		office->ops.supported_type_groups = ledger_fixed_groups;
		return mdev_register_device(office->dev, &office->ops);
	}

	ops = ledger_choose(office->large);
	return mdev_register_device(office->dev, ops);
}

static int ledger_office_remove(struct platform_device *pdev)
{
	mdev_unregister_device(&pdev->dev);
	return 0;
}

static struct platform_driver ledger_office_driver = {
	.probe = ledger_office_probe,
	.remove = ledger_office_remove,
	.driver = {
		.name = "ledger-office",
	},
};

static int __init ledger_init(void)
{
	int i, ret;

	ret = ledger_make_groups();
	if (ret)
		goto err_groups;
	for (i = 0; i < ARRAY_SIZE(ledger_drivers); i++) {
		ret = mdev_register_driver(ledger_drivers[i]);
		if (ret)
			goto err_drivers;
	}
	ret = ledger_open_archive();
	if (ret)
		goto err_drivers;
	ret = platform_driver_register(&ledger_office_driver);
	if (ret)
		goto err_archive;
	return 0;

err_archive:
	mdev_unregister_device(ledger_archive);
	root_device_unregister(ledger_archive);
err_drivers:
	while (i--)
		mdev_unregister_driver(ledger_drivers[i]);
err_groups:
	ledger_free_groups();
	return ret;
}

static void __exit ledger_exit(void)
{
	int i = ARRAY_SIZE(ledger_drivers);

	platform_driver_unregister(&ledger_office_driver);
	mdev_unregister_device(ledger_archive);
	root_device_unregister(ledger_archive);
	while (i--)
		mdev_unregister_driver(ledger_drivers[i]);
	ledger_free_groups();
}

module_init(ledger_init);
module_exit(ledger_exit);
MODULE_LICENSE("GPL");
